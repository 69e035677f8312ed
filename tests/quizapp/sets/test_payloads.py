"""Markup in any field of a file stays text on every page that shows it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from quizapp.extensions import db
from quizapp.models import Article
from tests.quizapp.sets.upload_client import ARTICLE, publish, send, upload

pytestmark = pytest.mark.usefixtures("quick_library")


PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "</textarea></title></option><iframe src=x>",
    "{{ 7*7 }}{% raw %}",
    "<b>bold</b>&lt;i&gt;",
)
# Lines of these make an article a page of HTML, which is refused with advice.
TAKEN_FOR_HTML = PAYLOADS[:1] + PAYLOADS[3:4]


def bare(html: str) -> list[str]:
    """The payloads that stand in a page as markup, or were calculated."""
    return [payload for payload in PAYLOADS if payload in html and "<" in payload] + ["49"] * (">49<" in html)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_article_with_markup_everywhere_is_inert(client_of, make, payload):
    client = client_of(make.instructor())
    text = ARTICLE.replace("Kissing spine\n", f"Kissing spine {payload}\n", 1).replace("posture", payload)
    text += f"\nSymptoms {payload}:\n- {payload}\n\n## {payload}\n{payload}\n"
    if payload in TAKEN_FOR_HTML:
        refused = send(client, text.encode(), "spine.txt", status=200).text
        assert "HTML" in refused
        assert not bare(refused)
        return

    preview = upload(client, text.encode(), "spine.txt")
    seen = [client.get(preview).text]
    shown = publish(client, preview).location
    article_id = db.session.scalar(sa.select(Article.id))
    seen += [client.get(url).text for url in (shown, f"/library/{article_id}", "/library/")]

    assert not [bare(page) for page in seen if bare(page)]
