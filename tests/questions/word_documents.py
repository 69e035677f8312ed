"""Small Word documents as Word writes them, their parts by hand."""

import zipfile
from html import escape
from io import BytesIO

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_SPACES = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"'
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="gif" ContentType="image/gif"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_OF_DOCUMENT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId7" Type="{_OFFICE}/image" '
    f'Target="media/image1.gif"/><Relationship Id="rId8" Type="{_OFFICE}/image" TargetMode="External" '
    'Target="file:///etc/passwd"/></Relationships>'
)


def run(text: str, properties: str = "") -> str:
    """A run; ``properties`` such as "<w:b/>" for bold."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, number: tuple[int, int] | None = None, style: str = "") -> str:
    """A paragraph of runs, or of plain text; ``number`` is its list and level."""
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        styled += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{styled}</w:pPr>{inside}</w:p>"


def picture(relation: str = 'r:embed="rId7"') -> str:
    """A run with an image, that of the document where no other is named."""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:docPr descr="scan"/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData><pic:pic xmlns:pic="{_DRAWING}/picture">'
        f"<pic:blipFill><a:blip {relation}/></pic:blipFill></pic:pic></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></w:r>"
    )


def numbering(levels: dict[int, list[tuple[str, str]]], restarted: tuple[int, ...] = ()) -> str:
    """Lists by their number, each with the kind and form of its levels; ``restarted`` begin anew."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{name}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{form}"/></w:lvl>'
            for level, (kind, form) in enumerate(of_list)
        )
        + "</w:abstractNum>"
        for name, of_list in levels.items()
    )
    lists = "".join(f'<w:num w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>' for name in levels)
    again = "".join(
        f'<w:num w:numId="{name}"><w:abstractNumId w:val="{min(levels)}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for name in restarted
    )
    return f"<w:numbering {_SPACES}>{abstract}{lists}{again}</w:numbering>"


def document(
    *paragraphs: str, numbers: str = "", styles: str = "", image: bytes = b"", head: str = ""
) -> bytes:
    """A document of these paragraphs; ``head`` stands before its root element."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f"<w:document {_SPACES}><w:body>{''.join(paragraphs)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _OF_DOCUMENT,
        **({"word/numbering.xml": numbers} if numbers else {}),
        **({"word/styles.xml": f"<w:styles {_SPACES}>{styles}</w:styles>"} if styles else {}),
    }
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        if image:
            archive.writestr("word/media/image1.gif", image)
    return data.getvalue()
