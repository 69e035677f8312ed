"""Input of the pages of item analysis."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange


class TakeForm(FlaskForm):  # type: ignore[misc]
    """A candidate to take the place of an option, in the version of the item that the page showed."""

    place = IntegerField(validators=[InputRequired(), NumberRange(0, 1000)])
    version = IntegerField(validators=[InputRequired()])
    text = StringField(validators=[DataRequired()])
