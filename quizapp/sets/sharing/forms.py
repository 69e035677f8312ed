"""Input of the page on which a set is shared."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length


class ShareForm(FlaskForm):  # type: ignore[misc]
    """With whom, and what they may do."""

    email = StringField(
        "E-mail", validators=[DataRequired("Type the address they sign in with."), Length(max=254)]
    )
    right = RadioField(
        "They may",
        choices=[
            SelectChoice("see", "see, download and assign it"),
            SelectChoice("edit", "edit its questions too"),
        ],
        default="see",
    )
