"""What was not made and why, so that nothing is lost in silence."""

from __future__ import annotations

from dataclasses import dataclass

from questions.model import Kind


@dataclass(frozen=True, kw_only=True)
class Unmade:
    """One item that was not made, for a reason in plain words."""

    article_id: str
    kind: Kind
    reason: str
