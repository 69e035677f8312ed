"""Two versions of a question set: which items stayed, changed, went and came, by their ids.

An item whose source sentence only moved within its article, or whose article changed elsewhere, has not
changed: offsets and hashes are not compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from questions.model import ArticleSource, Item, Source

PARTS = tuple(one.name for one in fields(Item) if one.name != "id")
"""The parts of an item that are compared, in the order of the model."""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """An item that both sets have, and the names of its parts that differ ("stem", "options")."""

    old: Item
    new: Item
    parts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What became of a set: gone items in its order, the others in the order of the newer one."""

    unchanged: tuple[Item, ...]
    changed: tuple[Changed, ...]
    gone: tuple[Item, ...]
    new: tuple[Item, ...]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.changed or self.gone or self.new)


def difference(old: Iterable[Item], new: Iterable[Item]) -> Difference:
    """What became of the old items, whatever the order of either. No id may stand twice in one of them."""
    before = {item.id: item for item in old}
    unchanged: list[Item] = []
    changed: list[Changed] = []
    added: list[Item] = []
    for item in new:
        former = before.pop(item.id, None)
        if former is None:
            added.append(item)
        elif parts := _different_parts(former, item):
            changed.append(Changed(old=former, new=item, parts=parts))
        else:
            unchanged.append(item)
    return Difference(
        unchanged=tuple(unchanged), changed=tuple(changed), gone=tuple(before.values()), new=tuple(added)
    )


def _different_parts(old: Item, new: Item) -> tuple[str, ...]:
    here, there = _without_places(old), _without_places(new)
    return tuple(part for part in PARTS if getattr(here, part) != getattr(there, part))


def _without_places(item: Item) -> Item:
    options = tuple(replace(option, source=_sentence(option.source)) for option in item.options)
    return replace(item, source=_sentence(item.source), options=options)


def _sentence(source: Source | None) -> Source | None:
    return replace(source, article="", start=0, end=0) if isinstance(source, ArticleSource) else source
