"""How parts of an address become values."""

from __future__ import annotations

from functools import partial

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST_ID = 2**31 - 1
"""The largest row number on every database; an address with a larger one leads nowhere."""


def register(app: Flask) -> None:
    """Refuse numbers that no database can hold, with 404, before they reach a query."""
    app.url_map.converters["int"] = partial(IntegerConverter, max=LARGEST_ID)  # type: ignore[assignment]
