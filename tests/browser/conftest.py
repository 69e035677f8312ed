"""The app served to a real Chromium: pages signed in as anyone, and axe over all that a person may see."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from quizapp.access import hash_token
from quizapp.extensions import writing
from quizapp.models import SignIn, User
from tests.factories import Factory
from tests.install_chromium import find

WIDTHS_PX = (320, 1280)
SCHEMES = ("light", "dark")
_AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],  # lists of all that passed would take most of the time
}
# What is wrong with plots: words that touch or leave the frame, and figures without a table that Tab reaches.
_PLOT_FAULTS = """() => [...document.querySelectorAll("figure.chart")].flatMap((figure) => {
  const shown = [...figure.querySelectorAll("svg text")].filter((text) => text.checkVisibility());
  const boxes = shown.map((text) => [text.textContent, text.getBoundingClientRect()]);
  const frame = (figure.querySelector(".heatmap__plot") ?? figure).getBoundingClientRect();
  const outside = boxes.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1);
  const touching = boxes.flatMap(([name, box], place) => boxes.slice(place + 1)
    .filter(([, other]) => box.left < other.right && other.left < box.right
      && box.top + 1 < other.bottom && other.top + 1 < box.bottom)
    .map(([other]) => `"${name}" touches "${other}"`));
  const table = figure.querySelector("details > summary")?.parentElement.querySelector("table");
  return [...outside.map(([name]) => `"${name}" is outside`), ...touching, ...(table ? [] : ["no table"])];
})"""


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        """The test run is no access log."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; without it they are left out."""
    path = find()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(app: Flask, time: Any, quick_library: None) -> Iterator[str]:
    """Where the app of this test is served, many requests at a time as in production."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def cookie_of(app: Flask, time: Any) -> Callable[[User], str]:
    """The session cookie of somebody who has just signed in."""

    def sign_in(user: User) -> str:
        token = secrets.token_urlsafe(16)
        with writing() as session:
            session.add(
                SignIn(
                    token_hash=hash_token(token),
                    user_id=user.id,
                    created_at=time.now(),
                    expires_at=time.now() + timedelta(days=400),
                )
            )
        serializer = app.session_interface.get_signing_serializer(app)
        return str(serializer.dumps({"_user_id": token, "_fresh": True}))

    return sign_in


@pytest.fixture
def page_of(
    browser: Browser, address: str, cookie_of: Callable[[User], str]
) -> Iterator[Callable[..., Page]]:
    """Opens a browser of its own, signed in as a person or as nobody; further options go to its context.

    Fails a test in whose pages a script fell over or the content security policy was broken.
    """
    contexts = []
    faults: list[str] = []

    def open_page(user: User | None = None, **options: Any) -> Page:
        context = browser.new_context(base_url=address, **options)
        contexts.append(context)
        if user is not None:
            context.add_cookies([{"name": "session", "value": cookie_of(user), "url": address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def check_access() -> Callable[[Page], None]:
    """Runs axe over the page as it stands, in light and dark, narrow and wide; nothing may be found.

    Nor may the page be wider than its window, or a plot on it hard to read.
    """

    axe = Axe()

    def check(page: Page) -> None:
        for width in WIDTHS_PX:
            for scheme in SCHEMES:
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                results = axe.run(page, options=_AXE)
                at = f"{page.url} at {width} px, {scheme}"
                assert results.violations_count == 0, f"{at}: {results.generate_report()}"
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, f"{at}: the page is {wide} px wide"
                assert page.evaluate(_PLOT_FAULTS) == [], at

    return check


@pytest.fixture
def teacher(make: Factory) -> User:
    return make.instructor()


@pytest.fixture
def page(page_of: Callable[..., Page], teacher: User) -> Page:
    return page_of(teacher)


@pytest.fixture
def learner(make: Factory) -> User:
    return make.user(name="Mira Sample")


@pytest.fixture
def deck(make: Factory, learner: User) -> Callable[..., None]:
    """Gives the learner these contents to study."""

    def assign(*contents: dict[str, Any]) -> None:
        teacher = make.instructor()
        make.question_set(teacher, *contents, course=make.course(teacher, learner))

    return assign


@pytest.fixture
def open_card(page_of: Callable[..., Page], learner: User) -> Callable[..., Page]:
    """Opens the learner's card at hand; each call is another tab or device."""

    def open_page(**options: Any) -> Page:
        page = page_of(learner, **options)
        page.goto("/study/card")
        return page

    return open_page
