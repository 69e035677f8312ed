"""Groups of ICD-10 codes by organ, so that a wrong option is one that somebody could choose.

A chapter is too wide: it holds the heart and the brain's vessels, the teeth and the gut. A condition of
another organ's group lends no options, for nobody would take heart surgery for a bleeding in the brain.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from questions import icd10
from questions.icd10 import Nearness


class Kinship(IntEnum):
    """How much of the body two conditions share; more is nearer."""

    NONE = 0
    SYSTEM = 1
    ORGAN = 2


# A line a system; its organs, between bars, by ranges of codes without the dot. A code stands in each range
# that holds it, longer codes and single ones before shorter and wider; joints, for one, go with the spine as
# well as with connective tissue. Codes of no line have their category as organ and their block as system.
SYSTEMS = """
A00 A02-A09
A01 A20-A49 A68 A75-A79 A90-A99 B50-B64
A15-A19
A50-A64
A80-A89
B00-B09
B15-B19
B20-B49
B65-B83
C00-C14
C15-C16 | C17-C21 | C22-C24 | C25 | C26
C30-C33 | C34-C39
C40-C41 | C45-C49
C43-C44 C4A
C50-C58
C60-C63 | C64-C68
C69-C72
C73-C75 | C7A-C7B
C81-C86 C88-C90 | C91-C96 D45-D47
D50-D53 | D55-D59 | D60-D64
D65-D69
D70-D77 | D80-D89
E00-E07 | E20-E35
E08-E16
E40-E68
E70-E72 | E74 | E75-E77 | E78 | E79-E83 | E84 E88 | E85-E87
F00-F09
F10-F19
F20-F29
F30-F39 | F40-F48
F50-F59
F60-F69
F70-F98
G00-G09
G258 G47
G10-G11 G20-G26 | G30-G32 | G35-G37
G12-G14 | G50-G64 | G70-G73
G40-G41 | G43-G44
G45-G46
G80-G83
G90-G99
H00-H22 | H25-H28 | H30-H36 | H40-H42 | H43-H59
H60-H75 | H80-H95
I00-I25 | I26-I28 | I30-I52
I60-I69
I70-I79 | I80-I89
J00-J06 J30-J39
J09-J22 | J40-J47 | J60-J84 | J85-J99
K00-K14
K20-K22 | K25-K31 | K35-K38 | K40-K46 | K50-K64 K90-K92
K65-K68
K70-K77 | K80-K87
L00-L08 | L10-L14 | L20-L45 L49-L54 | L55-L59 | L60-L75 | L80-L99
M00-M25 M45 | M30-M36 M04
M40-M54 M45 | M00-M25
M60-M79
M80-M94
N00-N19 | N20-N29
N30-N42
N43-N53
N60-N98
Q00-Q07
Q10-Q18
Q20-Q28
Q30-Q34
Q35-Q45
Q50-Q56
Q60-Q64
Q65-Q79
Q80-Q84
Q85-Q89 | Q90-Q99
R00-R09
R10-R19
R20-R23
R25-R29
R30-R39
R40-R46
R47-R49
R50-R69
S00-S09
S10-S39
S40-S99
T15-T19
T20-T34
T36-T50
T51-T65
T66-T78
T80-T88
"""


@dataclass(frozen=True)
class _Place:
    """One range of codes with the numbers of its system and organ."""

    first: str
    last: str
    system: int
    organ: tuple[int, int]

    @property
    def is_exact(self) -> bool:
        """Whether it holds one code, which stands outside the ranges around it."""
        return self.first == self.last


def _places() -> list[_Place]:
    found = []
    for system, line in enumerate(SYSTEMS.split("\n")):
        for number, organ in enumerate(line.split("|")):
            for span in organ.split():
                first, _, last = span.partition("-")
                found.append(_Place(first, last or first, system, (system, number)))
    return sorted(found, key=lambda place: (-len(place.first), not place.is_exact))


_PLACES = _places()


@lru_cache(maxsize=10_000)
def _places_of(bare: str) -> tuple[_Place, ...]:
    """The ranges that hold a code, of those with the longest ends only."""
    holding = [one for one in _PLACES if one.first <= bare[: len(one.first)] <= one.last]
    return tuple(one for one in holding if one.is_exact or not holding[0].is_exact)


def _bare(code: str) -> str:
    return icd10.normalise(code).replace(".", "")


def system_of(code: str) -> str:
    """A name of the first system of organs that a code belongs to, which other codes of it share."""
    places = _places_of(_bare(code))
    if places:
        return f"system {places[0].system}"
    block = icd10.look_up(code).block
    return block.codes if block else ""


def kinship(one: str, other: str) -> Kinship:
    """How much of the body two conditions share, by their codes."""
    here, there = _places_of(_bare(one)), _places_of(_bare(other))
    if here and there:
        return max(_shared(a, b) for a in here for b in there)
    near = icd10.nearness(one, other)
    if near < Nearness.BLOCK:
        return Kinship.NONE
    return Kinship.ORGAN if near is Nearness.CATEGORY else Kinship.SYSTEM


def _shared(one: _Place, other: _Place) -> Kinship:
    if one.system != other.system:
        return Kinship.NONE
    return Kinship.ORGAN if one.organ == other.organ else Kinship.SYSTEM
