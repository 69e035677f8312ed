"""``questions diff``: what became of the items of one file in another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from questions.article_files import read_bytes
from questions.commands.output import counted, print_json, print_line, quoted, report
from questions.diff import Changed, Difference, difference
from questions.errors import UnreadableFileError
from questions.formats import MAX_BYTES, read
from questions.jsonl import to_dict
from questions.model import Item, Option

SAME, DIFFERENT, TROUBLE = 0, 1, 2
"""The exit codes of diff and cmp."""


def run(old: Path, new: Path, *, as_json: bool) -> int:
    """Print the difference; 0 if there is none, 1 if there is one, 2 if a file or a record cannot be read."""
    sets = [_read(path) for path in (old, new)]
    if not all(one.is_readable for one in sets):
        return TROUBLE
    found = difference(*(one.items for one in sets))
    if as_json:
        _print_json(found)
    else:
        _print(found, f"{old} to {new}")
    if not all(one.is_whole for one in sets):
        return TROUBLE
    return DIFFERENT if found else SAME


@dataclass(frozen=True, kw_only=True)
class _Side:
    """What could be read of a file; ``is_whole``: no record was rejected."""

    is_readable: bool = True
    is_whole: bool = True
    items: tuple[Item, ...] = ()


def _read(path: Path) -> _Side:
    """The items; what cannot be read is reported. `questions generate` may have found none to print."""
    try:
        data = read_bytes(path, limit=MAX_BYTES)
        question_set = read(data, name=str(path)) if data else None
    except UnreadableFileError as error:
        report(str(error))
        return _Side(is_readable=False)
    if question_set is None:
        return _Side()
    for rejection in question_set.rejected:
        report(f"{path}, line {rejection.line}: not compared: {rejection.reason}")
    return _Side(is_whole=not question_set.rejected, items=question_set.items)


def _print_json(found: Difference) -> None:
    """A line of counts, then a line an item that is not the same."""
    print_json(
        {
            "unchanged": len(found.unchanged),
            "changed": len(found.changed),
            "gone": len(found.gone),
            "new": len(found.new),
        }
    )
    for one in found.changed:
        print_json(
            {"change": "changed", "id": one.new.id, "parts": one.parts}
            | {"old": to_dict(one.old), "new": to_dict(one.new)}
        )
    for item in found.gone:
        print_json({"change": "gone", "id": item.id, "old": to_dict(item)})
    for item in found.new:
        print_json({"change": "new", "id": item.id, "new": to_dict(item)})


def _print(found: Difference, names: str) -> None:
    print_line(
        f"{names}: {counted(len(found.unchanged), 'item')} unchanged, {len(found.changed)} changed, "
        f"{len(found.gone)} gone, {len(found.new)} new."
    )
    for one in found.changed:
        _print_changed(one)
    for sign, word, items in (("-", "gone", found.gone), ("+", "new", found.new)):
        for item in items:
            print_line(f"{word} {item.id}")
            print_line(f"  {sign} {quoted(item.stem)} {quoted(item.answer)}")


def _print_changed(one: Changed) -> None:
    print_line(f"changed {one.new.id}: {', '.join(one.parts)}")
    print_line(f"    {quoted(one.new.stem)}")
    for part in one.parts:
        before, after = _said(one.old, part), _said(one.new, part)
        if before == after:
            print_line(f"  ~ {part}: the same texts with other reasons or sources, or different further on")
        else:
            print_line(f"  - {part}: {before}")
            print_line(f"  + {part}: {after}")


def _said(item: Item, part: str) -> str:
    """A part of an item on one line."""
    data = to_dict(item)
    if part == "options":
        return " | ".join(_option(option) for option in item.options) or "none"
    value = data.get(part)
    if part == "source" and isinstance(value, dict):
        value = value.get("text", value.get("title"))
    return quoted(value) if isinstance(value, str) else str(value)


def _option(option: Option) -> str:
    return f"{option.text}{' (key)' if option.correct else ''}"
