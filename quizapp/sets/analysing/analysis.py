"""Item analysis of a set, a row an item: what the page, its file and the quarantine are all made from.

Apart from ``service``, because nothing here changes a set; ``quarantine`` acts on it.
"""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import compress

from quizapp.models import Item, ItemState
from quizapp.progress.exports import csv_cell
from quizapp.progress.exposures import (
    BY_PLACE,
    Exposures,
    ItemExposures,
    first_exposures,
    former_exposures,
)
from quizapp.progress.item_analysis import (
    Interval,
    correlation,
    difficulty,
    discriminative_efficiency,
    distractor_efficiency,
    internal_consistency,
    interval_of_correlation,
    is_misleading,
    nonfunctioning,
    option_shares,
    score_on_others,
    upper_lower_discrimination,
)

FEW = 30
"""Below so many learners figures are marked as of few, and nothing is said against an item."""
LOW_CORRELATION = 0.1
"""A corrected point-biserial below it hardly tells good learners from poor ones."""
NEARLY_ALL = 0.95
MAX_ROWS = 500
"""So many items are drawn on the page; the file has all."""


@dataclass(frozen=True, kw_only=True)
class OptionShare:
    """An option and the share of the learners who chose it, None where nobody chose anything.

    ``is_dead`` of a distractor that does not function.
    """

    place: int
    text: str
    share: float | None
    is_key: bool
    is_dead: bool

    @property
    def width(self) -> str:
        """The length of its bar, of the whole."""
        return f"{100 * (self.share or 0):.1f}%"


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """An item with its figures, each None where it cannot be had.

    ``n`` is the number of learners who answered it, ``compared`` how many of them answered enough other items
    to be compared: the corrected point-biserial, its interval and D are of these. ``misleads`` of one that
    meets the rule of quarantine, ``is_found_right`` if only by answers on which somebody decided already.
    """

    id: int
    number: int
    kind: str
    version: int
    state: ItemState
    look: str
    looked_at: datetime | None
    stem: str
    n: int
    blanks: int
    compared: int
    difficulty: float | None
    corrected: float | None
    interval: Interval | None
    upper_lower: float | None
    moodle_efficiency: float | None
    options: tuple[OptionShare, ...]
    distractor_efficiency: float | None
    misleads: bool
    is_found_right: bool

    @property
    def is_of_few(self) -> bool:
        """Whether the figures are of so few learners that they may be chance."""
        return self.n < FEW

    @property
    def dead(self) -> tuple[OptionShare, ...]:
        """The distractors that do not function."""
        return tuple(option for option in self.options if option.is_dead)

    @property
    def rival(self) -> OptionShare | None:
        """The wrong option that more learners chose than any right one, from enough learners on."""
        keys = [option.share or 0 for option in self.options if option.is_key]
        wrong = [option for option in self.options if not option.is_key]
        most = max(wrong, key=lambda option: option.share or 0, default=None)
        return most if most and keys and (most.share or 0) > max(keys) and not self.is_of_few else None

    @property
    def flags(self) -> tuple[str, ...]:
        """What speaks against the item, in words."""
        found = [words for words, applies in _FLAGS if applies(self)]
        if self.rival:
            found.append(f"More chose “{self.rival.text}” than the key")
        if self.dead:
            count = len(self.dead)
            noun = f"{count} distractor{'' if count == 1 else 's'} not functioning"
            found.append(f"{noun} so far" if self.is_of_few else noun)
        return tuple(found)


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """The rows of a set in its order; ``learners`` answered anything. ``left_out`` items have no mark.

    ``consistency`` is KR-20 over the ``complete`` learners, who answered every item; None where it cannot be
    had.
    """

    rows: tuple[ItemRow, ...]
    learners: int
    left_out: int
    complete: int
    consistency: float | None

    @property
    def shown(self) -> tuple[ItemRow, ...]:
        """The rows drawn on the page."""
        return self.rows[:MAX_ROWS]

    @property
    def to_look_at(self) -> tuple[ItemRow, ...]:
        """The items that are quarantined until somebody has looked at them."""
        return tuple(row for row in self.rows if row.state is ItemState.QUARANTINED)

    @property
    def misleading(self) -> tuple[ItemRow, ...]:
        """The live items that are to be quarantined."""
        return tuple(
            row
            for row in self.rows
            if row.misleads and not row.is_found_right and row.state is ItemState.LIVE
        )


def analysis_of(set_id: int) -> Analysis:
    """The figures of every item of the set that has right and wrong answers."""
    exposures = first_exposures(set_id)
    measured = [one for one in exposures.items if one.keys or one.marks]
    complete = _complete(exposures, measured)
    return Analysis(
        rows=tuple(_row(one, exposures, len(measured)) for one in measured),
        learners=len(exposures.totals),
        left_out=len(exposures.items) - len(measured),
        complete=len(complete),
        consistency=internal_consistency(complete),
    )


def row_of(set_id: int, item_id: int) -> ItemRow | None:
    """The figures of one item; None where it is not analysed."""
    return next((row for row in analysis_of(set_id).rows if row.id == item_id), None)


@dataclass(frozen=True, kw_only=True)
class Former:
    """An item as it stood last with other options: up to which version, and its figures then."""

    version: int
    n: int
    difficulty: float | None
    options: tuple[OptionShare, ...]


def former_of(item: Item) -> Former | None:
    """What learners chose before the options were changed last; None where nobody had met them."""
    one = former_exposures(item)
    if one is None:
        return None
    return Former(
        version=max(one.versions),
        n=len(one.marks),
        difficulty=difficulty(one.marks),
        options=_options(one)[0],
    )


def _row(one: ItemExposures, exposures: Exposures, items: int) -> ItemRow:
    marks, scores, fresh = _compared(one, exposures, items)
    corrected = correlation(marks, scores)
    misleads = is_misleading(corrected, len(marks))
    options, efficiency = _options(one)
    return ItemRow(
        id=one.item.id,
        number=one.item.position + 1,
        kind=one.item.kind,
        version=one.item.version,
        state=one.item.state,
        look=one.item.look,
        looked_at=one.item.looked_at,
        stem=_in_words(one, one.content["stem"]),
        n=len(one.marks),
        blanks=one.blanks,
        compared=len(marks),
        difficulty=difficulty(one.marks),
        corrected=corrected,
        interval=interval_of_correlation(corrected, len(marks)) if corrected is not None else None,
        upper_lower=upper_lower_discrimination(marks, scores),
        moodle_efficiency=discriminative_efficiency(marks, scores),
        options=options,
        distractor_efficiency=efficiency,
        misleads=misleads,
        is_found_right=misleads and not _misleads_anew(marks, scores, fresh),
    )


def _misleads_anew(marks: list[float], scores: list[float], fresh: list[bool]) -> bool:
    """Whether an item misleads by the answers alone that were given since somebody looked at it."""
    new_marks, new_scores = list(compress(marks, fresh)), list(compress(scores, fresh))
    return is_misleading(correlation(new_marks, new_scores), len(new_marks))


def _options(one: ItemExposures) -> tuple[tuple[OptionShare, ...], float | None]:
    """The options with their shares, and the distractor efficiency."""
    keys = one.keys
    shares = option_shares([place for place in one.chosen if place >= 0], len(keys)) if keys else None
    dead = nonfunctioning(shares, keys) if shares else ()
    options = tuple(
        OptionShare(
            place=place,
            text=_in_words(one, option["text"]),
            share=shares[place] if shares else None,
            is_key=keys[place],
            is_dead=place in dead,
        )
        for place, option in enumerate(one.content.get("options") or [])
    )
    return options, distractor_efficiency(shares, keys) if shares else None


def _compared(
    one: ItemExposures, exposures: Exposures, items: int
) -> tuple[list[float], list[float], list[bool]]:
    """The marks of the learners who answered enough other items, their scores on those, and the freshness."""
    marks: list[float] = []
    scores: list[float] = []
    fresh: list[bool] = []
    for number, mark, is_fresh in zip(one.learners, one.marks, one.fresh, strict=True):
        total, answered = exposures.totals[number], exposures.answered[number]
        score = score_on_others(mark, total=total, answered=answered, items=items)
        if score is not None:
            marks.append(mark)
            scores.append(score)
            fresh.append(bool(is_fresh))
    return marks, scores, fresh


def _complete(exposures: Exposures, measured: list[ItemExposures]) -> list[array[int]]:
    """A row of marks for each learner who answered every item."""
    rows = {
        number: array("b") for number, answered in enumerate(exposures.answered) if answered == len(measured)
    }
    for one in measured:
        for number, mark in zip(one.learners, one.marks, strict=True):
            if number in rows:
                rows[number].append(mark)
    return list(rows.values())


def _in_words(one: ItemExposures, text: str) -> str:
    from questions import html_to_text

    return html_to_text(text) if one.content.get("markup") == "html" else text


def _is_no_better_than_guessing(row: ItemRow) -> bool:
    """Of several right answers to choose, a guess is seldom right."""
    return row.kind in BY_PLACE and row.difficulty is not None and row.difficulty <= 1 / len(row.options)


def _is_low(row: ItemRow) -> bool:
    return row.corrected is not None and not row.misleads and row.corrected < LOW_CORRELATION


_FLAGS: tuple[tuple[str, Callable[[ItemRow], bool]], ...] = (
    (
        "Misleads: good learners get it wrong more often",
        lambda row: row.misleads and not row.is_found_right,
    ),
    ("Misled, and was found right", lambda row: row.is_found_right),
    (
        f"Hardly tells good learners from poor ones (corrected point-biserial below {LOW_CORRELATION})",
        lambda row: row.compared >= FEW and _is_low(row),
    ),
    (
        f"Nearly everybody is right (over {NEARLY_ALL:.0%})",
        lambda row: row.n >= FEW and (row.difficulty or 0) > NEARLY_ALL,
    ),
    (
        "No more are right than by guessing",
        lambda row: row.n >= FEW and _is_no_better_than_guessing(row),
    ),
)

Value = str | int | float | None
COLUMNS: tuple[tuple[str, Callable[[ItemRow], Value]], ...] = (
    ("Number", lambda row: row.number),
    ("Question", lambda row: row.stem),
    ("State", lambda row: row.state.value),
    ("Version", lambda row: row.version),
    ("Learners", lambda row: row.n),
    ("Blanks", lambda row: row.blanks),
    ("Difficulty (share right)", lambda row: row.difficulty),
    ("Corrected point-biserial", lambda row: row.corrected),
    ("Corrected point-biserial, lower 95 % bound", lambda row: row.interval.low if row.interval else None),
    ("Corrected point-biserial, upper 95 % bound", lambda row: row.interval.high if row.interval else None),
    ("Learners compared", lambda row: row.compared),
    ("Upper-lower discrimination D (27 %)", lambda row: row.upper_lower),
    ("Discriminative efficiency (Moodle)", lambda row: row.moodle_efficiency),
    ("Distractor efficiency", lambda row: row.distractor_efficiency),
    ("Option shares", lambda row: "; ".join(map(_share_in_words, row.options))),
    ("Distractors not functioning", lambda row: "; ".join(option.text for option in row.dead)),
    ("Flags", lambda row: "; ".join(row.flags)),
    ("Few learners", lambda row: "yes" if row.is_of_few else ""),
)


def _share_in_words(option: OptionShare) -> str:
    share = "–" if option.share is None else f"{option.share:.1%}"
    return f"{option.text} {share}{' (key)' if option.is_key else ''}"


def as_csv(rows: Iterable[ItemRow]) -> bytes:
    """The rows as CSV with a UTF-8 byte-order mark and every cell quoted, as the report of a course."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow([heading for heading, _ in COLUMNS])
    writer.writerows([csv_cell(read(row)) for _, read in COLUMNS] for row in rows)
    return text.getvalue().encode("utf-8-sig")
