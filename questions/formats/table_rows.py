"""A question a row: what the cells of a table mean, in whatever kind of file it stands.

Columns: id, stem, option_a to option_f (further letters where needed), key, answer, explanation, tags,
article; where a table has them also kind, and feedback_a and on for what is to be said of an option. A row
with options is multiple choice and has a key, or several; a row without has an answer and is a flashcard, or
a cloze where the stem has one blank written "_____".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from questions.errors import QuestionsError, UnknownColumnsError
from questions.formats.carrying import Carries, carried
from questions.formats.columns import LETTERS, Columns, columns_from, template_headings
from questions.formats.identity import derived_id
from questions.formats.intake import Intake
from questions.formats.key import find_keys, key_cell
from questions.formats.records import not_supported
from questions.formats.studyable import BLANK, with_answer
from questions.jsonl import task_of
from questions.model import Accepted, Item, Kind, Note, Option

CARRIES = Carries(
    kinds=frozenset(
        {Kind.MULTIPLE_CHOICE, Kind.MULTIPLE_ANSWER, Kind.TRUE_FALSE, Kind.FLASHCARD, Kind.CLOZE}
    ),
    fields=frozenset({"id", "explanation", "tags", "article_id"}),
    options=frozenset({"why"}),
)
ROWS_BEFORE_HEADINGS = 20
"""A table may have a title, or instructions, above its headings."""

_BARE_PLACE = re.compile(r"[(\[]?(?:[A-Za-z]|\d)[)\].:]?")
_TRUTHS = {"true": "True", "t": "True", "false": "False", "f": "False"}
_KINDS = {
    Kind.MULTIPLE_CHOICE: "multiple_choice mc mcq mcsa single_choice single_answer single_select choice radio"
    " one_best_answer sba",
    Kind.MULTIPLE_ANSWER: "multiple_answer multiple_answers multiple_response multiple_select multi_select"
    " multiselect ma mr mcma checkbox checkboxes select_all",
    Kind.TRUE_FALSE: "true_false truefalse tf t_f true_or_false boolean",
    Kind.SHORT_ANSWER: "short_answer shortanswer sa short_text fill_in",
    Kind.NUMERIC: "numeric numerical number",
    Kind.FLASHCARD: "flashcard flash_card card basic recall",
    Kind.CLOZE: "cloze fill_in_the_blank fill_in_the_blanks fill_in_blank gap_fill fib",
}
_NAMES = {name: kind for kind, names in _KINDS.items() for name in names.split()}
_NOT_STUDIED = re.compile(
    r"essay|match|order|sequenc|hot_?spot|drag|draw|matrix|open_ended|long_(?:answer|text)|paragraph|poll|survey"
    r"|scale|rating|upload|calculated|formula|categori[sz]"
)


@dataclass(frozen=True, kw_only=True)
class Table:
    """What a written table says: its first row and the others."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def require_columns(columns: Columns, name: str, line: int) -> None:
    """Raise UnknownColumnsError where no question can be read by these columns."""
    if columns.is_enough:
        return
    missing = "the stem" if "stem" not in columns.named else "the key or the answer"
    found = ", ".join(f'"{heading}"' for _, heading in columns.unknown[:8] if re.search(r"\w", heading))
    raise UnknownColumnsError(
        f"the first row names no column for {missing}" + (f"; unknown headings: {found}." if found else "."),
        name=name,
        line=line,
        advice=f"Name the columns {', '.join(template_headings(0))}; those not needed can be left out.",
        headings=columns.headings,
    )


def is_number_alone(cells: Sequence[str], columns: Columns) -> bool:
    """Whether a row holds its running number and no more, as the free rows of a template do."""
    filled = [place for place, cell in enumerate(cells) if cell.strip()]
    used = {*columns.named.values(), *columns.options.values()}
    return len(filled) == 1 and filled[0] not in used and cells[filled[0]].strip().isdecimal()


def with_keys_counted(columns: Columns, rows: Iterable[Sequence[str]]) -> Columns:
    """The columns, which know where the keys are numbers from 0: one is "0", and all are of options then."""
    keys = [(columns.key(row) or columns.text(row, "answer"), columns.option_texts(row)) for row in rows]
    numbers = [(int(key), texts) for key, texts in keys if key.isascii() and key.isdecimal() and len(key) < 3]
    is_from_zero = any(number == 0 for number, _ in numbers) and all(
        number < len(list(filter(None, texts.values()))) and str(number) not in texts.values()
        for number, texts in numbers
    )
    return replace(columns, keys_from_zero=is_from_zero and not columns.key_is_first)


def notes_on_rows(columns: Columns, free: Sequence[int]) -> Iterator[Note]:
    """What to say of the rows of a table; ``free`` are the lines of those with a number alone."""
    if free:
        yield Note(line=free[0], message=f"Rows with a number alone were left out: {len(free)}.")
    if columns.keys_from_zero:
        yield Note(line=1, message="A key is 0, so that the keys were read as numbers of options from 0.")


def item_of(cells: Sequence[str], columns: Columns, intake: Intake) -> Item:
    """The item of a row. Raises QuestionsError where cells, kind or key are not as they should be."""
    if any(cell.strip() for cell in cells[columns.width :]):
        raise QuestionsError(
            f"The row has {len(cells)} cells, but there are {columns.width} headings.",
            advice="Put quotation marks around a cell that holds the delimiter.",
        )
    kind = _kind(columns.text(cells, "kind"), intake)
    options = columns.option_texts(cells)
    item = _ITEMS.get(kind, _guessed)(cells, columns, options)
    item = with_answer(
        replace(
            item,
            kind=kind or item.kind,
            task=task_of(kind or item.kind),
            id=columns.text(cells, "id"),
            explanation=columns.text(cells, "explanation"),
            article_id=columns.text(cells, "article") or None,
            tags=_tags(columns.text(cells, "tags")),
        )
    )
    return item if item.id else replace(item, id=derived_id(item))


def unknown_columns(columns: Columns, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The columns with something in them that has no place in an item, for the person with the file."""
    for place, heading in columns.unknown:
        filled = sum(len(cells) > place and bool(cells[place].strip()) for cells in rows)
        if filled:
            yield f'column "{heading}", filled in {filled} row{"s" * (filled != 1)}'


def table_of(items: Iterable[Item]) -> Table:
    """The table that holds the items, less what CARRIES does not name.

    The kind has a column only where a row would be taken for another without.
    """
    kept = [one for item in items if (one := carried(item, CARRIES))]
    width = max((len(item.options) for item in kept), default=0)
    whys = max((len(item.options) for item in kept if any(one.why for one in item.options)), default=0)
    headings = (*template_headings(width), *(f"feedback_{letter}" for letter in LETTERS[:whys]))
    places = sum(heading.startswith("option_") for heading in headings)
    rows = [tuple(_cells(item, places, whys)) for item in kept]
    columns = columns_from(headings)
    if all(_is_read_back(item, cells, columns) for item, cells in zip(kept, rows, strict=True)):
        return Table(headings=headings, rows=tuple(rows))
    return Table(
        headings=(*headings, "kind"),
        rows=tuple((*cells, item.kind.value) for item, cells in zip(kept, rows, strict=True)),
    )


def _kind(said: str, intake: Intake) -> Kind | None:
    plain = re.sub(r"[\W_]+", "_", said.casefold()).strip("_")
    if kind := _NAMES.get(plain) or _NAMES.get(plain.removesuffix("_question")):
        return kind
    if _NOT_STUDIED.search(plain):
        raise not_supported(said)
    if plain:
        intake.lost[f'kind "{said[:40]}", which is none that is known here'] += 1
    return None


def _guessed(cells: Sequence[str], columns: Columns, options: dict[int, str]) -> Item:
    filled = any(text for number, text in options.items() if number != 1 or not columns.key_is_first)
    truth = columns.key(cells) or columns.text(cells, "answer")
    if filled:
        return _as_truth(_choice(cells, columns, options))
    if columns.options and truth.casefold() in {"true", "false"}:
        return _truth(cells, columns, options)
    return _card(cells, columns, options)


def _choice(cells: Sequence[str], columns: Columns, texts: dict[int, str]) -> Item:
    """A question with options, whatever they read."""
    keys = frozenset({1}) if columns.key_is_first else _keys(cells, columns, texts)
    options = tuple(
        Option(text=text, correct=number in keys, why=columns.why(cells, number))
        for number, text in texts.items()
        if text
    )
    kind = Kind.MULTIPLE_CHOICE if len(keys) == 1 else Kind.MULTIPLE_ANSWER
    return _item(cells, columns, kind=kind, options=options)


def _as_truth(item: Item) -> Item:
    """The item as true/false, True first, where its options say just that."""
    by_text = {option.text.casefold(): option for option in item.options}
    is_truth = len(item.options) == 2 and by_text.keys() == {"true", "false"}
    if item.kind is not Kind.MULTIPLE_CHOICE or not is_truth:
        return item
    return replace(item, kind=Kind.TRUE_FALSE, options=(by_text["true"], by_text["false"]))


def _keys(cells: Sequence[str], columns: Columns, texts: dict[int, str]) -> frozenset[int]:
    key, answer = columns.key(cells), columns.text(cells, "answer")
    if columns.keys_from_zero and (key or answer).isdecimal():
        return frozenset({int(key or answer) + 1})
    keys = find_keys(key or answer, texts)
    if key and answer and find_keys(answer, texts) != keys:
        raise QuestionsError(
            f'The row has two keys: key "{key}" and answer "{answer}".', advice="Leave the wrong one empty."
        )
    return keys


def _truth(cells: Sequence[str], columns: Columns, texts: dict[int, str]) -> Item:
    if any(texts.values()) and not columns.key_is_first:
        return _choice(cells, columns, texts)
    said = columns.text(cells, "key") or columns.text(cells, "answer")
    if said.casefold() not in _TRUTHS:
        raise QuestionsError(
            f'The key "{said}" is neither true nor false.', advice='Write "True" or "False".'
        )
    right = _TRUTHS[said.casefold()]
    options = tuple(Option(text=text, correct=text == right) for text in ("True", "False"))
    return _item(cells, columns, kind=Kind.TRUE_FALSE, options=options)


def _typed(cells: Sequence[str], columns: Columns, texts: dict[int, str]) -> Item:
    """A question whose answer is typed; its options, where it has some, are all accepted."""
    said = [text for text in texts.values() if text]
    said = said or [columns.text(cells, "answer") or columns.text(cells, "key")]
    accepted = tuple(Accepted(text=text) for text in said)
    return _item(cells, columns, kind=Kind.SHORT_ANSWER, accepted=accepted)


def _card(cells: Sequence[str], columns: Columns, texts: dict[int, str]) -> Item:
    if any(texts.values()) and not columns.key_is_first:
        raise QuestionsError(
            "The row has options, but its kind has none.", advice="Leave them out, or change the kind."
        )
    answer = columns.text(cells, "answer")
    if not columns.options or columns.key_is_first:
        answer = answer or columns.text(cells, "key")
    elif not {"key", "kind"} & columns.named.keys() and _BARE_PLACE.fullmatch(answer):
        answer = ""  # The column serves as the key, and "B" names an option that is not there.
    if not answer:
        raise QuestionsError(
            "The row has no options and no answer.",
            advice='Fill in at least two options and the key, or the column "answer" for a flashcard.',
        )
    has_blank = columns.text(cells, "stem").count(BLANK) == 1
    return _item(cells, columns, kind=Kind.CLOZE if has_blank else Kind.FLASHCARD, answer=answer)


def _item(
    cells: Sequence[str],
    columns: Columns,
    *,
    kind: Kind,
    answer: str = "",
    options: tuple[Option, ...] = (),
    accepted: tuple[Accepted, ...] = (),
) -> Item:
    stem = columns.text(cells, "stem")
    return Item(
        id="", kind=kind, task=task_of(kind), stem=stem, answer=answer, options=options, accepted=accepted
    )


_ITEMS: dict[Kind | None, Callable[[Sequence[str], Columns, dict[int, str]], Item]] = {
    Kind.MULTIPLE_CHOICE: _choice,
    Kind.MULTIPLE_ANSWER: _choice,
    Kind.TRUE_FALSE: _truth,
    Kind.SHORT_ANSWER: _typed,
    Kind.NUMERIC: _typed,
    Kind.FLASHCARD: _card,
    Kind.CLOZE: _card,
}


def _tags(cell: str) -> tuple[str, ...]:
    """Tags parted by semicolons, else by commas; each once."""
    parts = (part.strip() for part in cell.split(";" if ";" in cell else ","))
    return tuple(dict.fromkeys(part for part in parts if part))


def _is_read_back(item: Item, cells: Sequence[str], columns: Columns) -> bool:
    try:
        return item_of(cells, columns, Intake()) == item
    except QuestionsError:
        return False


def _cells(item: Item, places: int, whys: int) -> Iterator[str]:
    texts = [option.text for option in item.options]
    correct = [place for place, option in enumerate(item.options) if option.correct]
    yield from (item.id, item.stem, *texts, *[""] * (places - len(texts)))
    yield key_cell(texts, correct) if texts else ""
    yield from ("" if texts else item.answer, item.explanation, _tag_cell(item.tags), item.article_id or "")
    said = [option.why for option in item.options]
    yield from (*said[:whys], *[""] * (whys - len(said)))


def _tag_cell(tags: Sequence[str]) -> str:
    joined = "; ".join(tags)
    return f"{joined};" if len(tags) == 1 and "," in joined else joined
