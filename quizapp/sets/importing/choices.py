"""What an instructor sets in the preview of a file of questions, and how it is kept with the upload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from questions import Asked
from quizapp.models import Upload, UploadKind

NEW_SET = 0
"""Stands for the choice to make a new set."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What is None is decided by the file, or by what is stored.

    ``target`` is the set that the file updates, NEW_SET for a new one. ``retires``: items of that set which
    the file has not are retired. ``format``, ``encoding``, ``delimiter`` and ``columns`` are how it is read.
    ``ticks`` says by their keys which items are to be live, of those ticked otherwise than they came.
    ``same`` gives by its key the key of the stored item that an item is in other words.
    """

    title: str | None = None
    target: int | None = None
    retires: bool = True
    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[str, bool] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> Asked:
        """How the file is to be read."""
        return Asked(encoding=self.encoding, delimiter=self.delimiter, columns=self.columns)

    @property
    def stored(self) -> dict[str, object]:
        """The choices as they are kept."""
        return asdict(self)


def choices_of(upload: Upload) -> Choices:
    """The choices kept with an upload of questions; none of an article, whose choices are others."""
    return Choices(**upload.choices) if upload.kind is UploadKind.QUESTION_SET else Choices()
