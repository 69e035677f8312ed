"""Settings from the environment, read once at start and checked together, so that all faults show at once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.engine import URL


class SettingsError(Exception):
    """One or more settings are wrong; the message has a line for each."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the operator chose. SETTINGS names the variables; the README explains them."""

    data: Path
    database_url: URL
    secret_key: str
    hosts: tuple[str, ...]
    bind: str
    port: int
    workers: int
    proxies: int
    https: bool

    @property
    def address(self) -> str:
        """Where the app answers, as a person types it into a browser."""
        if self.proxies:
            return f"{'https' if self.https else 'http'}://{self.hosts[0]}"
        return f"http://{self.hosts[0]}:{self.port}"


def _folder(text: str, _data: Path) -> Path:
    folder = Path(text).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"it cannot be made ({error.strerror})") from error
    if not os.access(folder, os.W_OK):
        raise ValueError("it cannot be written")
    return folder


def _database_url(text: str, data: Path) -> URL:
    from sqlalchemy.engine import make_url  # here, so that commands without a database start without it
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(text or f"sqlite:///{data / 'quizapp.sqlite3'}")
    except ArgumentError as error:
        raise ValueError(str(error)) from error
    if url.get_backend_name() != "sqlite":
        raise ValueError("only SQLite is supported so far")
    if not url.database or url.database == ":memory:":
        raise ValueError("it names no file")
    file = Path(url.database)
    if not file.parent.is_dir() or file.is_dir():
        raise ValueError("it names no file in a folder that exists")
    return url


def _secret_key(text: str, data: Path) -> str:
    """The key that signs cookies: the one given, else one made once and kept beside the data."""
    if not text:
        file = data / "secret.key"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(48))
        text = file.read_text().strip()
    if len(text) < 32:
        raise ValueError("it is shorter than 32 characters")
    return text


def _hosts(text: str, _data: Path) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in text.split(",") if host.strip())
    if not hosts or any("/" in host or " " in host or "*" in host for host in hosts):
        raise ValueError("a host name has no spaces, slashes or stars")
    return hosts


def _whole(low: int, high: int) -> Callable[[str, Path], int]:
    def parse(text: str, _data: Path) -> int:
        if not text.isdecimal() or not low <= int(text) <= high:
            raise ValueError("it is no whole number in that range")
        return int(text)

    return parse


def _switch(text: str, _data: Path) -> bool:
    if text not in {"0", "1"}:
        raise ValueError("it is neither 0 nor 1")
    return text == "1"


def _address(text: str, _data: Path) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        raise ValueError("it is no IP address") from None


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One variable: the field of Settings it fills, its default as text, its parser, and what is right."""

    variable: str
    field: str
    default: str
    parse: Callable[[str, Path], Any]
    right: str


# The data folder comes first, since the defaults of others lie in it.
SETTINGS = (
    Setting(
        variable="QUIZAPP_DATA",
        field="data",
        default="var",
        parse=_folder,
        right="a folder that can be written",
    ),
    Setting(
        variable="QUIZAPP_DATABASE_URL",
        field="database_url",
        default="",
        parse=_database_url,
        right="like sqlite:////srv/quizapp/quizapp.sqlite3",
    ),
    Setting(
        variable="QUIZAPP_SECRET_KEY",
        field="secret_key",
        default="",
        parse=_secret_key,
        right="at least 32 random characters",
    ),
    Setting(
        variable="QUIZAPP_HOSTS",
        field="hosts",
        default="localhost,127.0.0.1",
        parse=_hosts,
        right="the names that browsers use, separated by commas, like quiz.example.org",
    ),
    Setting(
        variable="QUIZAPP_BIND",
        field="bind",
        default="127.0.0.1",
        parse=_address,
        right="an address of this machine",
    ),
    Setting(variable="PORT", field="port", default="8000", parse=_whole(1, 65535), right="from 1 to 65535"),
    Setting(
        variable="QUIZAPP_WORKERS", field="workers", default="2", parse=_whole(1, 64), right="from 1 to 64"
    ),
    Setting(
        variable="QUIZAPP_PROXIES",
        field="proxies",
        default="0",
        parse=_whole(0, 10),
        right="the number of proxies in front of the app, 0 to 10",
    ),
    Setting(
        variable="QUIZAPP_HTTPS",
        field="https",
        default="0",
        parse=_switch,
        right="1 where browsers use https, else 0",
    ),
)


NOT_OURS = {"QUIZAPP_SHARED"}  # where the tests find data that is no part of the project


def _misspelt(environ: Mapping[str, str]) -> list[str]:
    """A fault for each variable that looks like one of ours and is none, which nothing would read."""
    names = [setting.variable for setting in SETTINGS]
    faults = []
    for name in sorted(environ):
        if name.startswith("QUIZAPP_") and name not in {*names, *NOT_OURS}:
            near = get_close_matches(name, names, n=1)
            faults.append(f"{name} is no setting." + (f" Is {near[0]} meant?" if near else ""))
    return faults


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read and check every setting; makes the data folder and the secret key's file where they are missing.

    Raises:
        SettingsError: naming every bad value and what would be right.
    """
    values: dict[str, Any] = {}
    faults: list[str] = []
    for setting in SETTINGS:
        text = environ.get(setting.variable, "").strip() or setting.default
        if not text and "data" not in values:
            continue  # its default lies in the data folder, whose fault is named already
        try:
            values[setting.field] = setting.parse(text, values.get("data", Path("var")))
        except ValueError as error:
            shown = "its value" if setting.field == "secret_key" else repr(text)
            faults.append(f"{setting.variable}: {shown} is wrong: {error}. It should be {setting.right}.")
    faults += _misspelt(environ)
    if faults:
        raise SettingsError("\n".join(faults))
    return Settings(**values)
