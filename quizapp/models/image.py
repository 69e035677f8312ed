"""Images that items show, kept once by their content."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quizapp.extensions import Base


class Image(Base):
    """An image. ``name`` is the hash of its bytes and the suffix of what they are."""

    __tablename__ = "image"

    name: Mapped[str] = mapped_column(sa.String(70), primary_key=True)
    data: Mapped[bytes] = mapped_column(sa.LargeBinary)
    created_at: Mapped[datetime]
