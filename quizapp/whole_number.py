"""The field for whole numbers in all forms, so that none of them takes more than plain digits."""

from __future__ import annotations

import re

from wtforms import IntegerField

_DIGITS = re.compile("[0-9]{1,19}")


class WholeNumberField(IntegerField):
    """A whole number in the digits 0 to 9, with spaces around it or none.

    Python reads more: signs, 1_000, the digits of all scripts. Of anything else nothing is left, which is in
    no range; so the message is that of the field's `NumberRange`.
    """

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it, where it was sent."""
        if valuelist:
            text = valuelist[0].strip()
            self.data = int(text) if _DIGITS.fullmatch(text) else None
