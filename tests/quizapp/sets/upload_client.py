"""What a browser does with the pages of an upload: send a file, send the preview's form back."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from werkzeug.test import TestResponse

from tests.page_client import PageClient

HEAD = "id,stem,option_a,option_b,option_c,option_d,key"
GOOD = "q1,Which process is touched in kissing spine?,Spinous,Transverse,Articular,Mamillary,A"
ARTICLE = """Kissing spine

ICD-10 code: M48.2

Causes: Kissing spine is caused by poor posture and by trauma to the back.

Symptoms: The most common symptom is back pain that is worse with movement.

Treatment: In mild cases, physical therapy may be enough. In severe cases, surgery may be needed.
"""


def table(*rows: str, encoding: str = "utf-8") -> bytes:
    """A question set of these rows; the first stands on line 2."""
    return "\n".join([HEAD, *rows, ""]).encode(encoding)


def stats(html: str) -> dict[str, int]:
    """The counts at the top of a preview."""
    pairs = re.findall(r'stat__label">(\w+)</dt>\s*<dd class="stat__value">(?:<a[^>]*>)?([\d,]+)', html)
    return {label: int(value.replace(",", "")) for label, value in pairs}


def upload(client: PageClient, data: bytes, name: str = "cards.csv") -> str:
    """Send a file; gives the address of its preview."""
    return str(send(client, data, name, status=302).location)


def refusal(client: PageClient, data: bytes, name: str, *, status: int = 200) -> str:
    """Send a file that is refused; gives the text of the page that says why."""
    return unescape(send(client, data, name, status=status).text)


def send(
    client: PageClient, data: bytes, name: str, *, status: int, to: str = "/sets/upload"
) -> TestResponse:
    """Send a file."""
    response = client.post(to, {"file": (BytesIO(data), name)}, status=status)
    response.request.environ["wsgi.input"].close()  # a large body lies in a temporary file of the test client
    return response


def publish(client: PageClient, preview: str, **changes: Any) -> TestResponse:
    """Press Publish on a preview, Import on that of questions; gives the answer, a redirect to the set."""
    decision = "confirm" if "/imports/" in preview else "publish"
    return client.post(f"{preview}/{decision}", {**form_of(client.get(preview).text), **changes})


def form_of(html: str) -> dict[str, Any]:
    """What a browser would send with Publish or Import: ticked boxes, texts and the chosen option."""
    return _form(html, "/publish", "/confirm")


def choices_of(html: str) -> dict[str, Any]:
    """What a browser would send with the choices of an import: how the file is read, what it becomes."""
    return _form(html, "/choices", "/confirm")


def _form(html: str, *actions: str) -> dict[str, Any]:
    reader = _Form(actions)
    reader.feed(html)
    return {"live": reader.ticked, "shown": reader.shown, "same": reader.same, **reader.values}


class _Form(HTMLParser):
    def __init__(self, actions: tuple[str, ...]) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.ticked: list[str] = []
        self.same: list[str] = []
        self.shown: list[str] = []
        self._actions = actions
        self._is_inside = False
        self._select = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        name, value = values.get("name") or "", values.get("value") or ""
        if tag == "form":
            self._is_inside = (values.get("action") or "").partition("?")[0].endswith(self._actions)
        if not self._is_inside:
            return
        if tag == "select":
            self._select = name
        if tag == "option" and "selected" in values:
            self.values[self._select] = value
        if tag == "input" and values.get("type") == "checkbox":
            boxes = self.same if name == "same" else self.ticked
            boxes += [value] if "checked" in values else []
        elif tag == "input" and values.get("type") == "radio":
            self.values |= {name: value} if "checked" in values else {}
        elif name == "shown":
            self.shown.append(value)
        elif tag == "input":
            self.values[name] = value
