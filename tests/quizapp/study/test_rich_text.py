"""Items in HTML on the pages that show them."""

from __future__ import annotations

import pytest

from tests.page_client import words
from tests.quizapp.study.conftest import answer_fields

HOSTILE = (
    '<script>alert(1)</script><img src="https://tracker.example/x.png" onerror="alert(1)">'
    '<a href="javascript:alert(1)">x</a>'
)


@pytest.fixture
def rich(make):
    """A choice with all that HTML has, and what it must not have."""
    image = f'<img src="media/{make.image()}" alt="A crystal">'
    content = make.multiple_choice(key=1)
    options = [
        {**option, "text": f"<b>{option['text']}</b>", "why": f"<p>{option['text']}: <i>so</i>.</p>{HOSTILE}"}
        for option in content["options"]
    ]
    return {
        **content,
        "markup": "html",
        "stem": f"<h2>Case</h2><p>2 &lt; 3</p>{image}<table><tr><td>Ca</td></tr></table>{HOSTILE}",
        "options": options,
        "answer": options[1]["text"],
        "explanation": f"<ul><li>Note</li></ul>{HOSTILE}",
    }


def test_html_is_shown_as_it_is_meant_and_nothing_of_it_comes_alive(client, deck, make, rich):
    deck(rich)

    front = client.get("/study/card").text
    reply = client.post("/study/answer", answer_fields(front, option=0), status=303)
    feedback = client.get(reply.location).text

    for page in (front, feedback):
        assert '<h1 class="visually-hidden">Question</h1>' in page
        assert "<h3>Case</h3><p>2 &lt; 3</p>" in page
        assert f'<img src="/media/{make_name(rich)}" loading="lazy" alt="A crystal">' in page
        assert 'tabindex="0"><table>' in page
        assert "<b>Ice</b>" in page
        assert not [bad for bad in ("alert(", "onerror", "tracker.example", "javascript:") if bad in page]
    assert "<p>Ice: <i>so</i>.</p>" in feedback


def make_name(content):
    return content["stem"].split("media/")[1].split('"')[0]


def test_lists_of_questions_show_the_words_alone(client, deck, make, rich, learner):
    (item,) = deck(rich)
    learner.choose(0)
    learner.mark(item, "flag")

    for url in ("/study/aside", f"/progress/cards/{item}", f"/study/report/{item}"):
        page = client.get(url).text
        assert "Case 2 < 3 [A crystal] Ca" in words(page)
        assert "&lt;h" not in page


def test_a_plain_item_is_escaped_as_ever(client, deck, make):
    deck({**make.flashcard("<b>2 < 3</b>", "<i>yes</i>")})

    page = client.get("/study/card").text

    assert "&lt;b&gt;2 &lt; 3&lt;/b&gt;" in page
    assert "&lt;i&gt;yes&lt;/i&gt;" in page


def test_a_cloze_with_several_blanks_is_filled_each_in_its_place(client, deck, make):
    gaps = {"stem": "<p>The <b>_____</b> is _____.</p>", "gaps": ["toe", "red"], "answer": "toe; red"}
    (item,) = deck({**make.flashcard(), "kind": "cloze", "markup": "html", **gaps})

    front = client.get("/study/card").text
    back = client.get(f"/study/card?show={item}").text

    assert "The blank is blank ." in words(front)
    assert "<p>The <b><mark>toe</mark></b> is <mark>red</mark>.</p>" in back
