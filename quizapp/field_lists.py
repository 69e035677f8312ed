"""Lists of fields in forms, whose names are numbered by whoever sends the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from wtforms import FieldList

_NUMBERED = re.compile(r"[a-z_]+-[0-9]{1,4}(?:-|$)")


class NumberedFields(FieldList):  # type: ignore[type-arg]  # no generic at run time
    """A list that takes small numbers in ASCII only.

    WTForms gives any digits to int(), which fails at "²" and at thousands of them.
    """

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[Any]:
        yield from super()._extract_indices(prefix, [name for name in formdata if _NUMBERED.match(name)])  # type: ignore[misc]
