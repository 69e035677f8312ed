"""What tests of imports ask for: a file brought in, and what is stored after it."""

from __future__ import annotations

import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Item
from tests.page_client import PageClient
from tests.quizapp.sets.upload_client import publish, stats, upload


def bring(client: PageClient, data: bytes, name: str = "spine.csv") -> dict[str, int]:
    """Upload and import; gives the preview's counts."""
    preview = upload(client, data, name)
    counts = stats(client.get(preview).text)
    publish(client, preview)
    return counts


def items() -> dict[str, Item]:
    return {item.key: item for item in db.session.scalars(sa.select(Item))}


def count(table_of_rows: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table_of_rows))
