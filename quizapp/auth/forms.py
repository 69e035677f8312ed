"""Forms of sign-in, links, settings and people. What a password or an address must be, the service says."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from quizapp.auth.passwords import LONGEST, SHORTEST
from quizapp.models import UserRole
from quizapp.one_line import one_line

_NEW_PASSWORD = f"At least {SHORTEST} characters. A few words that do not belong together are good."


def _strip(text: str | None) -> str | None:
    return text.strip() if text else text


@cache
def zone_choices() -> dict[str, dict[str, str]]:
    """Every IANA zone that names a place, grouped by continent; UTC first."""
    groups = {"Universal": {"UTC": "UTC"}}
    for zone in sorted(name for name in available_timezones() if "/" in name):
        continent, _, place = zone.partition("/")
        if continent not in {"Etc", "SystemV"}:
            groups.setdefault(continent, {})[zone] = place.replace("_", " ")
    return groups


def _email() -> EmailField:
    return EmailField(
        "E-mail",
        filters=[_strip],
        validators=[DataRequired("Enter the e-mail address."), Length(max=254, message="This is too long.")],
    )


def _name() -> StringField:
    return StringField(
        "Name",
        filters=[one_line],
        validators=[
            DataRequired("Enter your name."),
            Length(max=100, message="Use at most 100 characters."),
        ],
    )


def _password(label: str = "Password") -> PasswordField:
    # Counting to the limit here keeps a text of megabytes from being hashed.
    return PasswordField(
        label,
        validators=[
            InputRequired("Enter the password."),
            Length(max=LONGEST, message=f"Use at most {LONGEST:,} characters."),
        ],
    )


def _new_password(label: str = "Password") -> PasswordField:
    field: PasswordField = PasswordField(
        label, description=_NEW_PASSWORD, validators=[InputRequired("Choose a password.")]
    )
    return field


def _zone() -> SelectField:
    return SelectField(
        "Time zone",
        choices=zone_choices,
        default="UTC",
        description="Your study day is cut by the clock of this place.",
    )


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Who are you?"""

    email = _email()
    password = _password()


class FirstAdministratorForm(FlaskForm):  # type: ignore[misc]
    """The account that runs the app."""

    email = _email()
    name = _name()
    password = _new_password()
    zone = _zone()


class NewAccountForm(FlaskForm):  # type: ignore[misc]
    """The account of somebody invited; the invitation knows the e-mail."""

    name = _name()
    password = _new_password()
    zone = _zone()


class JoinByPasswordForm(FlaskForm):  # type: ignore[misc]
    """Joining with the account that the invited e-mail has."""

    password = _password()


class JoinForm(FlaskForm):  # type: ignore[misc]
    """Joining as the person who is signed in: a button."""


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """What a reset link asks."""

    password = _new_password("New password")


class SettingsForm(FlaskForm):  # type: ignore[misc]
    """The fields of service.Preferences."""

    name = _name()
    zone = _zone()
    cut_hour = SelectField(
        "A new day begins at",
        coerce=int,
        choices={str(hour): f"{hour:02}:00" for hour in range(13)},
        description="Reviews after midnight and before this hour still count for the day before.",
    )
    show_intervals = BooleanField(
        "Show the next interval on each grade button",
        description="Such as “Good, 4 days”.",
    )
    single_key_shortcuts = BooleanField(
        "Single-key shortcuts",
        description="Keys such as 1 to 4, u and f. Switch them off if you use speech input.",
    )
    space_grades_good = BooleanField("Space grades Good")


class PasswordForm(FlaskForm):  # type: ignore[misc]
    """One's own password."""

    present = _password("Current password")
    password = _new_password("New password")


class InvitationForm(FlaskForm):  # type: ignore[misc]
    """Whom an administrator invites to the app."""

    email = _email()
    role = SelectField(
        "Role",
        choices={role.value: role.value.capitalize() for role in UserRole},
        description="Instructors upload question sets and run courses. Administrators can do all.",
    )
