"""Question sets as GIFT. Each text states its form, so that spaces and line breaks come back as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from questions.formats.carrying import Carries, carried
from questions.formats.gift_texts import escaped
from questions.formats.moodle_categories import path_of
from questions.formats.moodle_weights import weighed, written
from questions.html import from_text, has_markup
from questions.model import Accepted, Item, Kind, Markup, QuestionSet

_METADATA_SIGN = re.compile(r"[\]\\\n\t]")
_METADATA_NAMES = {"\n": "n", "\t": "t"}


def write(question_set: QuestionSet) -> bytes:
    """The set as GIFT in UTF-8; less what CARRIES does not name."""
    parts: list[str] = []
    category: tuple[str, ...] = ()
    for item in filter(None, (carried(item, CARRIES) for item in question_set.items)):
        if item.category != category:
            category = item.category
            parts.append(f"$CATEGORY: {escaped(path_of(category))}")
        parts.append(_question(item))
    return "".join(f"{part}\n\n" for part in parts).encode()


def _question(item: Item) -> str:
    metadata = [("id", item.id), *(("tag", tag) for tag in item.tags)]
    comment = " ".join(f"[{name}:{_METADATA_SIGN.sub(_hidden, value)}]" for name, value in metadata)
    title = f"::{escaped(item.name)}::" if item.name else ""
    explanation = f"\n\t####{_text(item.explanation, item.markup)}" if item.explanation else ""
    answers = _ANSWERS[item.kind](item)
    return f"// {comment}\n{title}[{_FORMS[item.markup]}]{escaped(item.stem)}{{{answers}{explanation}\n}}"


def _hidden(sign: re.Match[str]) -> str:
    return f"\\{_METADATA_NAMES.get(sign[0], sign[0])}"


def _text(text: str, markup: Markup) -> str:
    """A text in its question's form, which is named where the text would be taken for a form or a weight."""
    return f"[{_FORMS[markup]}]{escaped(text)}" if text.startswith(("[", "%")) else escaped(text)


def _typed(text: str, item: Item) -> str:
    """A text that has no markup, in whatever form its question is."""
    is_taken_for_html = item.markup is Markup.HTML and has_markup(text)
    return f"[plain]{escaped(text)}" if is_taken_for_html else _text(text, Markup.PLAIN)


def _why(text: str, markup: Markup) -> str:
    return f"#{_text(text, markup)}" if text else ""


def _options(item: Item) -> str:
    """A line for each option. Where several are right none is marked so, and each has its share."""
    is_one = item.kind is Kind.MULTIPLE_CHOICE
    lines = []
    for option, share in zip(item.options, written(item), strict=True):
        sign = "=" if option.correct and is_one else "~"
        weight = "" if share == (100 if sign == "=" else 0) else _weight(share)
        text = _text(option.text, item.markup)
        lines.append(f"\n\t{sign}{weight}{text}{_why(option.why, item.markup)}")
    return "".join(lines)


def _weight(weight: float) -> str:
    return f"%{f'{weight:.5f}'.rstrip('0').rstrip('.')}%"


def _truth(item: Item) -> str:
    """The right answer, then what is said to who answers wrong, and to who answers right."""
    right = next(option for option in item.options if option.correct)
    wrong = next(option for option in item.options if not option.correct)
    whys = [_why(wrong.why, item.markup), _why(right.why, item.markup)]
    if whys[1]:
        whys[0] = whys[0] or "# "
    return f"{'TRUE' if right is item.options[0] else 'FALSE'}{''.join(whys)}"


def _short(item: Item) -> str:
    """The accepted answers. Arrows in all of them would make pairs, but not where there is a weight."""
    has_arrows = all("->" in one.text for one in item.accepted)
    lines = []
    for one in item.accepted:
        weight = _weight(one.weight) if has_arrows or one.weight != 100 else ""
        text = _typed(one.text.replace("*", r"\*"), item)
        lines.append(f"\n\t={weight}{text}{_why_of(one, item)}")
    return "".join(lines)


def _numeric(item: Item) -> str:
    lines = []
    for one in item.accepted:
        weight = "" if one.weight == 100 else _weight(one.weight)
        tolerance = f":{one.tolerance}" if one.tolerance else ""
        lines.append(f"\n\t={weight}{one.text}{tolerance}{_why_of(one, item)}")
    return "".join(("#", *lines))


def _why_of(one: Accepted, item: Item) -> str:
    if not one.why:
        return ""
    return f"#[plain]{escaped(one.why)}" if item.markup is Markup.HTML else _why(one.why, Markup.PLAIN)


def _pairs(item: Item) -> str:
    return "".join(
        f"\n\t={_prompt(pair.prompt, item.markup)} -> {escaped(pair.match)}" for pair in item.pairs
    )


def _prompt(prompt: str, markup: Markup) -> str:
    """A prompt; one with an arrow as HTML, which has another sign for it."""
    if "->" not in prompt:
        return _text(prompt, markup)
    html = prompt if markup is Markup.HTML else from_text(prompt)
    return f"[html]{escaped(html.replace('->', '-&gt;'))}"


def _weighed(item: Item) -> Item:
    """The item with the weights that Moodle knows; the two of true/false have none in GIFT."""
    if item.kind is Kind.TRUE_FALSE:
        return replace(item, options=tuple(replace(option, weight=None) for option in item.options))
    return weighed(item)


_FORMS = {Markup.HTML: "html", Markup.PLAIN: "plain"}
_ANSWERS: dict[Kind, Callable[[Item], str]] = {
    Kind.MULTIPLE_CHOICE: _options,
    Kind.MULTIPLE_ANSWER: _options,
    Kind.TRUE_FALSE: _truth,
    Kind.SHORT_ANSWER: _short,
    Kind.NUMERIC: _numeric,
    Kind.MATCHING: _pairs,
}
CARRIES = Carries(
    kinds=frozenset(_ANSWERS),
    fields=frozenset({"id", "name", "category", "tags", "explanation"}),
    options=frozenset({"why", "weight"}),
    accepted=frozenset({"tolerance", "weight", "why"}),
    formatting=True,
    weighed=_weighed,
)
