"""The texts of a question in Moodle XML: each names its format and brings the files that it shows."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote

from questions.formats.drafts import EMPTY, Text
from questions.formats.intake import Intake
from questions.formats.xml_tree import Node
from questions.html import to_text
from questions.model import Markup

_FILES = re.compile(r"@@PLUGINFILE@@/?")
_LINKED = re.compile(r"""href=["']@@PLUGINFILE@@""", re.IGNORECASE)
_INLINE = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_MARKDOWN = re.compile(r"[*_`#\[]")
_FORMATS = {"0": "moodle_auto_format", "1": "html", "2": "plain_text", "4": "markdown"}
"""Moodle's numbers for them, which some programs write."""


class MoodleTexts:
    """Makes the texts of one question; their images are its files."""

    def __init__(self, intake: Intake, question: Node) -> None:
        self.intake = intake
        self._question = question

    def of(self, node: Node | None, source: str | None = None) -> Text:
        """The text of a node; empty where there is none. ``source`` stands in for what it says."""
        if node is None:
            return EMPTY
        text = self.source(node) if source is None else source
        name = node.get("format", "").strip()
        if linked := len(_LINKED.findall(text)):
            self.intake.lost["attached file that a text links to"] += linked
        match _FORMATS.get(name, name):
            case "html":
                return self.intake.html(text, lambda name: self._file(node, name))
            case "plain_text":
                return self.intake.plain(text)
            case "markdown":
                if _MARKDOWN.search(text):
                    self.intake.lost["text in Markdown, kept as it is written"] += 1
            case "" if _ENTITY.search(text):
                return self.intake.html(text, lambda name: self._file(node, name))
        return self.intake.auto(text, lambda name: self._file(node, name))

    def feedback(self, answer: Node) -> Text:
        """What is said to who gives this answer."""
        return self.of(answer.child("feedback"))

    def plain(self, node: Node | None) -> str:
        """What a node says, without markup: for names, and for answers that are typed."""
        if node is None:
            return ""
        name = node.get("format", "").strip()
        if _FORMATS.get(name, name) != "html" or node.tag == "answer":
            return self.intake.plain(self.source(node)).text
        text = self.of(node)
        return to_text(text.text) if text.markup is Markup.HTML else text.text

    def source(self, node: Node | None) -> str:
        """What a node says, as it is written; old exports have it in the node itself."""
        if node is None:
            return ""
        return node.said("text") if node.child("text") is not None else (node.text or "").strip()

    def _file(self, node: Node, source: str) -> bytes | None:
        """The bytes of the file that a source in this node's text stands for."""
        if inline := _INLINE.match(source):
            return _decoded(source[inline.end() :])
        if not _FILES.match(source):
            return None
        wanted = unquote(_FILES.sub("", source, count=1)).partition("?")[0]
        for file in (*node.children("file"), *self._question.inside("file")):
            name = f"{file.get('path', '/').strip('/')}/{file.get('name', '')}".lstrip("/")
            if name == wanted and file.get("encoding", "base64") == "base64":
                return _decoded(file.text or "")
        return None


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return None
