"""QTI 2.1 and 2.2, a question alone or a package of them; read only."""

from __future__ import annotations

from questions.formats.asked import AS_IT_SAYS, Asked
from questions.formats.qti import reading
from questions.formats.qti.package import holds
from questions.formats.sample import Sample
from questions.model import QuestionSet

NAME = "qti21"
_ROOTS = {"assessmentItem", "assessmentTest"}


def recognises(sample: Sample) -> bool:
    """Whether it is an item or a test of QTI 2, or a package with one."""
    return "/imsqti_" in sample.root or sample.root_name in _ROOTS or holds(sample, b"<assessmentItem")


def read(data: bytes, name: str, asked: Asked = AS_IT_SAYS) -> QuestionSet:  # noqa: ARG001 - XML names its encoding
    """The questions of an XML file or a package.

    Raises:
        UnreadableFileError: it is no XML and no archive, or it holds no questions.
    """
    return reading.read(data, name, NAME)
