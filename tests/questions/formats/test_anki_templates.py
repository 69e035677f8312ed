"""Sides of cards as Anki fills them in, less what only looks or plays."""

import pytest

from questions.formats.anki_notes import Template
from questions.formats.anki_templates import MAX_TEMPLATE_CHARS, Side, card_of

VALUES = {"Front": "gland", "Back": "thyroid", "Empty": " ", "Bold": "<b>x</b>", "Text": "a {{c2::b}}"}


def sides(front: str, back: str, cloze_number: int | None = None) -> tuple[str, str]:
    card = card_of(Template(front=front, back=back))
    filled = (
        Side(values=VALUES, is_front=is_front, cloze_number=cloze_number).fill(parts)
        for is_front, parts in ((True, card.front), (False, card.back))
    )
    first, second = ("".join(side.html).strip() for side in filled)
    return first, second


@pytest.mark.parametrize(
    ("front", "back", "expected"),
    [
        ("{{Front}}", "{{FrontSide}}\n<hr id=answer>\n{{Back}}", ("gland", "thyroid")),
        ("{{Front}}", '{{Front}}<HR class="x" id="answer" />{{Back}}', ("gland", "thyroid")),
        ("{{Front}}", "{{Back}}", ("gland", "thyroid")),
        ("{{Front}}", "{{Front}}<br>{{Back}}", ("gland", "<br>thyroid")),
        ("{{Front}}", "{{FrontSide}} {{Back}}<hr id=answer>", ("gland", "thyroid<br>")),
        ("{{Front}}", "{{ FrontSide }}", ("gland", "")),
        ("{{#Empty}}no{{/Empty}}{{^Empty}}yes{{/Empty}}", "{{#Front}}x{{/Front}}", ("yes", "x")),
        ("{{#Front}}{{#Back}}both{{/Front}}{{/Back}}", "{{/Front}}x", ("both", "x")),
        ("{{#Front}}never closed", "", ("never closed", "")),
        ("{{Front", "{{}} }}", ("{{Front", "}}")),
        ("{{hint:Front}}?", "{{hint:Front}}", ("?", "gland")),
        ("{{type:Front}}?", "{{type:Front}}", ("?", "gland")),
        ("{{tts en_US voices=x:Front}}?", "{{Unknown}}{{Tags}}{{Deck}}", ("?", "")),
        ("{{text:Bold}}", "{{furigana:Front}}", ("x", "gland")),
        ("{{{Front}}}", "{{&Front}}", ("gland", "gland")),
        ("{{=<% %>=}}<%Front%>", "{{!comment}}", ("gland", "")),
        ("<!-- {{Front}} -->a<STYLE>b</STYLE>c", "<script>{{Back}}", ("ac", "")),
    ],
)
def test_templates_are_filled_in(front: str, back: str, expected: tuple[str, str]) -> None:
    assert sides(front, back) == expected


@pytest.mark.parametrize("front", ["{{cloze:Text}} {{type:cloze:Text}}", "{{type:cloze:Text}}"])
def test_a_deletion_is_asked_once_and_filled_in_on_the_back(front: str) -> None:
    assert sides(front, "{{cloze:Text}}{{#c2}}two{{/c2}}{{#c1}}one{{/c1}}", 2) == ("a _____", "a btwo")


def test_decks_before_note_types_for_clozes_state_the_number_in_the_filter() -> None:
    assert sides("{{cloze:2:Text}}", "") == ("a _____", "")


@pytest.mark.parametrize(
    ("front", "plain"),
    [
        ("<div class=x>{{Front}}</div>\n<p>{{Back}}", True),
        ("{{Front}} &amp; {{Back}}", True),
        ("<b>{{Front}}</b>", False),
        ("{{Bold}}", False),
    ],
)
def test_a_side_without_emphasis_is_known_to_be_plain(front: str, plain: bool) -> None:
    card = card_of(Template(front=front, back=""))

    assert Side(values=VALUES, is_front=True).fill(card.front).is_plain is plain


@pytest.mark.parametrize(
    "piece", ["{{", "{{#a}}", "{{/a}}", "<script", "<hr id", "<!--", "<", "{{a}}", "<%", "}}"]
)
def test_a_template_of_one_sign_is_read_at_once(piece: str) -> None:
    template = piece * (2 * MAX_TEMPLATE_CHARS // len(piece))

    assert len("".join(sides(template, template))) <= 2 * MAX_TEMPLATE_CHARS
