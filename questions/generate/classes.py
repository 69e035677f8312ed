"""Classes of drugs, procedures and tests: a member is a more special wording of its class.

Where an article names a class ("surgery", "imaging tests"), every member of it may be true; where it names
one member ("ibuprofen"), the class and most other members may be. Procedures and tests differ from each
other more than drugs of one class do: there two named members may stand side by side.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from questions.generate.class_table import CLASSES


def share_a_class(phrase: str, truths: Collection[str], article: str) -> bool:
    """Whether a phrase is the class of something true, its member, or another drug of its class."""
    for number in _memberships(phrase):
        one = CLASSES[number]
        among_truths = [truth for truth in truths if number in _memberships(truth)]
        if one.bare.search(article) and (among_truths or _is_bare(phrase, number)):
            return True
        if among_truths and (one.alike or _is_bare(phrase, number)):
            return True
        if any(_is_bare(truth, number) for truth in among_truths):
            return True
    return False


def is_class_and_member(one: str, other: str) -> bool:
    """Whether one phrase names a class and the other the same class or a member of it."""
    shared = set(_memberships(one)) & set(_memberships(other))
    return any(_is_bare(one, number) or _is_bare(other, number) for number in shared)


@lru_cache(maxsize=20_000)
def _memberships(phrase: str) -> tuple[int, ...]:
    """The numbers of the classes that a phrase names or belongs to."""
    return tuple(number for number, one in enumerate(CLASSES) if one.member.search(phrase))


def _is_bare(phrase: str, number: int) -> bool:
    """Whether a phrase names a whole class, an adjective before it aside: "oral triptans"."""
    one = CLASSES[number]
    bare = phrase.strip()
    return bool(one.bare.fullmatch(bare) or (one.alike and one.bare.fullmatch(bare.partition(" ")[2])))
