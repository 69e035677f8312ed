"""What is kept with a staged item of its writing and of what it lost, and how a file's questions are named.

Both are kept as flaws are: rows of staged items live for days at most, and have no column of losses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

import sqlalchemy as sa

from questions import Flaw, Loss, QuestionSet
from quizapp.models import StagedItem

_LOST, _NO_MEDIA = "lost", "lost media"
_STORED = sa.cast(StagedItem.flaws, sa.String)
LACKS_MEDIA = _STORED.contains(f'{{"name": "{_NO_MEDIA}"', autoescape=True)
"""The condition that a staged item lost an image, a sound or the like."""
HAS_LOSSES = _STORED.contains(f'{{"name": "{_LOST}', autoescape=True)
HAS_FLAWS = sa.and_(_STORED != "[]", ~_STORED.startswith(f'[{{"name": "{_LOST}', autoescape=True))


def remarks(flaws: Iterable[Flaw], losses: Iterable[Loss]) -> list[dict[str, str]]:
    """Flaws and losses of an item as they are kept, flaws first."""
    lost = (Flaw(name=_NO_MEDIA if one.is_media else _LOST, message=one.what) for one in losses)
    return [asdict(one) for one in (*flaws, *lost)]


def flaws_in(kept: Sequence[Mapping[str, str]]) -> tuple[Flaw, ...]:
    """The flaws of what is kept."""
    return tuple(Flaw(**one) for one in kept if one["name"] not in {_LOST, _NO_MEDIA})


def losses_in(kept: Sequence[Mapping[str, str]]) -> tuple[Loss, ...]:
    """The losses of what is kept."""
    return tuple(
        Loss(what=one["message"], is_media=one["name"] == _NO_MEDIA)
        for one in kept
        if one["name"] in {_LOST, _NO_MEDIA}
    )


def has_lines(question_set: QuestionSet) -> bool:
    """Whether a line of the file tells its sender where a question is; of a package its number does."""
    from questions import format_named

    form = format_named(question_set.format)
    return form.is_table or (form.is_text and bool(question_set.encoding)) or form.name == "json_lines"
