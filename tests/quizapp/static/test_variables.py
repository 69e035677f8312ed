"""WCAG 2.2 contrast of the colours in variables.css, in both schemes."""

import re
from pathlib import Path

import pytest

import quizapp

_SHEET = (Path(quizapp.__file__).parent / "static/css/variables.css").read_text(encoding="utf-8")
_LIGHT, _DARK = _SHEET.split("prefers-color-scheme: dark")

# WCAG 1.4.3: what is read.
_TEXT_PAIRS = [
    *(
        (text, ground)
        for text in ("text", "muted", "accent", "error")
        for ground in ("page", "surface", "sunken")
    ),
    *((kind, f"{kind}-soft") for kind in ("info", "success", "warning", "error")),
    *(("text", f"{kind}-soft") for kind in ("info", "success", "warning", "error", "accent")),
    *(("accent", f"{kind}-soft") for kind in ("info", "success", "warning", "error")),
    ("success", "surface"),
    ("success", "page"),
    ("text", "highlight"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-danger", "danger-button"),
    ("on-danger", "danger-button-strong"),
]
# WCAG 1.4.11: what has to be seen.
_EDGE_PAIRS = [
    (edge, ground)
    for edge in ("control-line", "focus", "accent", "error")
    for ground in ("page", "surface", "sunken")
]


def _colours(scheme: str) -> dict[str, str]:
    light = dict(re.findall(r"--([\w-]+): #([0-9a-f]{6});", _LIGHT))
    return (
        light if scheme == "light" else {**light, **dict(re.findall(r"--([\w-]+): #([0-9a-f]{6});", _DARK))}
    )


def _luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour, as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(first: str, second: str) -> float:
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert _contrast("000000", "ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), _TEXT_PAIRS)
def test_text_can_be_read(scheme: str, text: str, ground: str) -> None:
    colours = _colours(scheme)

    assert _contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), _EDGE_PAIRS)
def test_edges_of_controls_and_focus_rings_can_be_seen(scheme: str, edge: str, ground: str) -> None:
    colours = _colours(scheme)

    assert _contrast(colours[edge], colours[ground]) >= 3


def test_every_colour_of_the_light_scheme_has_a_dark_one() -> None:
    light = set(re.findall(r"--([\w-]+): #", _LIGHT))

    assert light == set(re.findall(r"--([\w-]+): #", _DARK))


def test_every_variable_that_a_stylesheet_uses_is_defined() -> None:
    defined = set(re.findall(r"(--[\w-]+):", _SHEET))

    for sheet in (Path(quizapp.__file__).parent / "static/css").glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert set(re.findall(r"var\((--[\w-]+)", text)) <= defined | set(re.findall(r"(--[\w-]+):", text)), (
            sheet.name
        )
