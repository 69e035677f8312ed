"""A QTI 1.2 package as Canvas imports it: manifest, one quiz with its settings, images as members."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from io import BytesIO
from xml.etree.ElementTree import Element, indent, tostring

from questions.formats.qti.package import MANIFEST
from questions.formats.qti.writing12 import IMAGES, child, item_element
from questions.model import Item

_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_CARTRIDGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
_DATE = (1980, 1, 1, 0, 0, 0)
"""Of every member, the earliest there is, so that the same set gives the same bytes."""


def packed(title: str, items: list[Item], images: dict[str, bytes]) -> bytes:
    """The bytes of the package."""
    contents = "\n".join((title, *(f"{item.id}\n{item.stem}\n{item.answer}" for item in items)))
    ident = "i" + hashlib.sha256(contents.encode("utf-8", "replace")).hexdigest()[:32]
    members = {
        MANIFEST: _xml(_manifest(ident, title, images)),
        f"{ident}/{ident}.xml": _xml(_assessment(ident, title, items)),
        f"{ident}/assessment_meta.xml": _xml(_settings(ident, title, len(items))),
    }
    members |= {f"{IMAGES}{name}": data for name, data in sorted(images.items())}
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, _DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, data)
    return file.getvalue()


def _assessment(ident: str, title: str, items: Iterable[Item]) -> Element:
    root = Element("questestinterop", {"xmlns": _QTI})
    assessment = child(root, "assessment", ident=ident, title=title)
    field = child(child(assessment, "qtimetadata"), "qtimetadatafield")
    child(field, "fieldlabel", "cc_maxattempts")
    child(field, "fieldentry", "1")
    section = child(assessment, "section", ident="root_section")
    section.extend(item_element(item) for item in items)
    return root


def _settings(ident: str, title: str, points: int) -> Element:
    """The quiz as Canvas sets it up: for practice, with its answers shown."""
    root = Element("quiz", {"identifier": ident, "xmlns": _CANVAS})
    child(root, "title", title)
    child(root, "shuffle_answers", "true")
    child(root, "scoring_policy", "keep_highest")
    child(root, "quiz_type", "practice_quiz")
    child(root, "points_possible", f"{points}.0")
    child(root, "show_correct_answers", "true")
    child(root, "allowed_attempts", "1")
    return root


def _manifest(ident: str, title: str, images: Iterable[str]) -> Element:
    lom = "http://www.imsglobal.org/xsd/imsmd_v1p2"
    root = Element("manifest", {"identifier": f"{ident}_manifest", "xmlns": _CARTRIDGE, "xmlns:imsmd": lom})
    metadata = child(root, "metadata")
    child(metadata, "schema", "IMS Content")
    child(metadata, "schemaversion", "1.1.3")
    general = child(child(metadata, "imsmd:lom"), "imsmd:general")
    child(child(general, "imsmd:title"), "imsmd:string", title)
    child(root, "organizations")
    resources = child(root, "resources")
    quiz = child(resources, "resource", identifier=ident, type="imsqti_xmlv1p2")
    child(quiz, "file", href=f"{ident}/{ident}.xml")
    child(quiz, "dependency", identifierref=f"{ident}_settings")
    href = f"{ident}/assessment_meta.xml"
    kind = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
    settings = child(resources, "resource", identifier=f"{ident}_settings", type=kind, href=href)
    child(settings, "file", href=href)
    for number, name in enumerate(sorted(images), 1):
        href = f"{IMAGES}{name}"
        image = child(
            resources, "resource", identifier=f"{ident}_image{number}", type="webcontent", href=href
        )
        child(image, "file", href=href)
    return root


def _xml(root: Element) -> bytes:
    indent(root)
    return b"".join((b'<?xml version="1.0" encoding="UTF-8"?>\n', tostring(root), b"\n"))
