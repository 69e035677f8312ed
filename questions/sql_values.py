"""Values of a stranger's database, which may be of any type or missing, asked for as one of a known type.

Apart from the readers because queries are made when modules are loaded, which is to load no format.
"""

from __future__ import annotations


def sql_whole(column: str) -> str:
    """SQL for a column's value as a whole number, whatever it is."""
    return f"COALESCE(CAST({column} AS INTEGER), 0)"


def sql_text(column: str) -> str:
    """SQL for a column's value as text, whatever it is."""
    return f"COALESCE(CAST({column} AS TEXT), '')"
