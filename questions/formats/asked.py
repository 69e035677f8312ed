"""How the person who brings a file wants it read, where its bytes do not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is None, or not named, is told by the file itself.

    ``encoding`` is one of ``questions.decoding.ENCODINGS``, ``delimiter`` one sign. ``columns`` says what a
    table's heading means, by the names in ``questions.formats.columns``; "" where its column is left out.
    """

    encoding: str | None = None
    delimiter: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


AS_IT_SAYS = Asked()
