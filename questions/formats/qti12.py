"""QTI 1.2, alone or in a package, as Canvas, Blackboard, Respondus, D2L and others write and read it."""

from __future__ import annotations

from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.carrying import Carries, carried
from questions.formats.qti import reading
from questions.formats.qti.package import MANIFEST, holds
from questions.formats.qti.packing12 import packed
from questions.formats.records import images_of
from questions.formats.sample import Sample
from questions.model import Kind, QuestionSet

NAME = "qti12"
CARRIES = Carries(
    kinds=frozenset(Kind) - {Kind.FLASHCARD},
    fields=frozenset({"id", "name", "category", "tags", "explanation", "exact_case"}),
    options=frozenset({"why"}),
    accepted=frozenset({"tolerance", "why"}),
    formatting=True,
    images=True,
    several_gaps=True,
)
"""No weights: the programs that import these files share the mark themselves."""
# What else stands in packages of questions; by itself it holds none, which the reader says.
_WITHOUT_QUESTIONS = ("canvas.instructure.com/xsd/cccv1p", "imscp_v1p", "imsccv1p")


def recognises(sample: Sample) -> bool:
    """Whether it is QTI 1.2, or a package or a part of one in which no newer QTI stands."""
    if sample.root_name == "questestinterop" or any(sign in sample.root for sign in _WITHOUT_QUESTIONS):
        return True
    has_manifest = any(name.lower().endswith(MANIFEST) for name in sample.members)
    return holds(sample, b"<questestinterop") or (has_manifest and not holds(sample, b"<assessmentItem"))


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:  # noqa: ARG001 - XML names its encoding
    """The questions of an XML file or a package.

    Raises:
        UnreadableFileError: it is no XML and no archive, or it holds no questions.
    """
    return reading.read(data, name, NAME)


def write(question_set: QuestionSet) -> bytes:
    """The set as a package; less what CARRIES does not name."""
    items = [kept for item in question_set.items if (kept := carried(item, CARRIES))]
    shown = frozenset().union(*map(images_of, items))
    images = {name: data for name, data in question_set.images.items() if name in shown}
    return packed(question_set.title, items, images)
