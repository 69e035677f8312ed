"""Whether an article is written cleanly enough to lend its facts to other conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from questions.generate.presentable import presentable
from questions.generate.tables import rows
from questions.model import Fact, Field

# Share of presentable facts from which an article counts as clean: a quarter of the library's is long
# phrases.
TIDY_SHARE = 0.55
# A page that speaks to patients lists advice and reassurance among its facts.
ADVICE = re.compile(r"\b(?:you|your)\b", re.IGNORECASE)
OTHER_FIELDS = frozenset({Field.DEFINITION, Field.ICD_CODE, Field.CHAPTER})


def is_tidy(facts: Sequence[tuple[Fact, str]]) -> bool:
    """Whether most facts, given with their sentences, are whole phrases, none of a table or of advice."""
    told = [(fact, said) for fact, said in facts if fact.field not in OTHER_FIELDS and not fact.negated]
    if not told or rows(tuple(fact for fact, _ in told)) or any(ADVICE.search(said) for _, said in told):
        return False
    return sum(presentable(fact) for fact, _ in told) >= TIDY_SHARE * len(told)
