"""The texts of GIFT: their four forms, and their escapes, read and written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

CONTROL = r"\\:#={}~"
"""The signs that a backslash makes ordinary, as a set of a regular expression."""

# LaTeX's commands that begin like a line break, less their "n". Those of the second list are words too
# ("e" in Portuguese, "sim", "exists"), so that they are commands only where a formula has been opened.
_COMMANDS = frozenset(
    (
        *(
            "abla",
            "atural",
            "cong",
            "earrow",
            "eq",
            "equiv",
            "ewcommand",
            "ewline",
            "geq",
            "geqq",
            "geqslant",
        ),
        *("gtr", "leftarrow", "Leftarrow", "leftrightarrow", "leq", "leqq", "leqslant", "olimits", "onumber"),
        *("ormalsize", "ot", "otag", "otin", "prec", "preceq", "rightarrow", "Rightarrow", "shortmid"),
        *("subseteq", "subseteqq", "succ", "succeq", "supseteq", "triangleleft", "triangleright", "vdash"),
        *("vDash", "Vdash", "warrow"),
    )
)
_COMMANDS_AND_WORDS = frozenset(("e", "eg", "exists", "i", "less", "mid", "parallel", "sim", "u"))
_ESCAPE = re.compile(
    rf"(?P<formula>\$\$|\\{{1,2}}[()\[\]])|\\(?P<sign>[{CONTROL}])|\\n(?P<letters>[A-Za-z]*)"
)
_SIGN = re.compile(rf"[{CONTROL}]")
_LINE_END = re.compile(r"\n(?P<letters>[A-Za-z]*)")
_FORM = re.compile(r"\s*\[(html|markdown|plain|moodle)\]", re.IGNORECASE)


class Form(StrEnum):
    """What a text is written in. Moodle's own form is words, perhaps with tags."""

    HTML = "html"
    MARKDOWN = "markdown"
    PLAIN = "plain"
    MOODLE = "moodle"


@dataclass(frozen=True, kw_only=True)
class GiftText:
    """A text without its escapes. Of Moodle's form, lines of the file that follow each other are one."""

    form: Form
    text: str


def text_in(source: str, inherited: Form = Form.MOODLE) -> GiftText:
    """A text of the file, in the form that it names or else inherits."""
    named = _FORM.match(source)
    form = Form(named[1].lower()) if named else inherited
    return GiftText(form=form, text=said_in(source[named.end() :] if named else source, form))


def said_in(source: str, form: Form) -> str:
    """What a text of this form says."""
    if form is Form.MOODLE:
        source = re.sub(r"[ \t]{2,}|\t", " ", re.sub(r"\n[ \t]*", " ", source))
    return plain(source)


def plain(source: str) -> str:
    r"""What a text says without its escapes; "\neq" of a formula is no line break."""
    parts: list[str] = []
    at, in_formula = 0, False
    for escape in _ESCAPE.finditer(source):
        parts.append(source[at : escape.start()])
        at = escape.end()
        if formula := escape["formula"]:
            in_formula = not in_formula if formula == "$$" else formula[-1] in "(["
            parts.append(formula[-2:])
        elif escape["sign"]:
            parts.append(escape["sign"])
        else:
            letters = escape["letters"]
            is_command = letters in _COMMANDS or (in_formula and letters in _COMMANDS_AND_WORDS)
            parts.append(escape[0] if is_command else f"\n{letters}")
    parts.append(source[at:])
    return "".join(parts).strip()


def escaped(text: str) -> str:
    """The text as it is written. A line break that would read as a command of LaTeX stays one."""
    return _LINE_END.sub(_line_end, _SIGN.sub(r"\\\g<0>", text))


def _line_end(found: re.Match[str]) -> str:
    if found["letters"] in _COMMANDS | _COMMANDS_AND_WORDS:
        return found[0]
    return rf"\n{found['letters']}"
