"""Item-writing flaws of any item, generated or uploaded, each with the rule it breaks and the words that
break it.

Rules and figures: NBME Item-Writing Guide (2020); Haladyna, Downing and Rodriguez, Applied Measurement in
Education 2002;15:309; Tarrant and Ware, Medical Education 2008;42:198 and BMC Medical Education 2009;9:40.
"""

from __future__ import annotations

from collections.abc import Collection

from questions.flaws.kinds import mixed_kinds
from questions.flaws.options import OPTION_RULES
from questions.flaws.sets import SET_RULES
from questions.flaws.stems import CHOSEN, STEM_RULES
from questions.flaws.truth import true_distractor
from questions.model import Flaw, Item

__all__ = ["find_flaws", "find_set_flaws"]


def find_flaws(item: Item, truths: Collection[str] = ()) -> tuple[Flaw, ...]:
    """Every flaw of one item, in the order of the table; none for a clean one.

    ``truths`` are things known to be true of the item's condition, against which distractors are compared;
    the source sentence of the item counts without being named.
    """
    found = [flaw for rule in STEM_RULES if (flaw := rule(item))]
    if item.kind in CHOSEN:
        found += [flaw for rule in (*OPTION_RULES, mixed_kinds) if (flaw := rule(item))]
        found += [flaw for flaw in (true_distractor(item, truths),) if flaw]
    return tuple(found)


def find_set_flaws(items: Collection[Item]) -> tuple[Flaw, ...]:
    """The flaws that only a whole set shows."""
    return tuple(flaw for rule in SET_RULES if (flaw := rule(items)))
