"""What texts and images become on their way into items, and what is counted as lost."""

import pytest

from questions.errors import TooLargeError
from questions.formats import intake as intake_module
from questions.formats.drafts import Text
from questions.formats.intake import Intake
from questions.model import Markup

PNG = b"\x89PNG\r\n\x1a\n"


def test_html_that_holds_no_more_than_lines_becomes_plain() -> None:
    assert Intake().html("<p>a &lt; b</p><p>c</p>") == Text(text="a < b\nc")


def test_html_with_emphasis_stays_html() -> None:
    assert Intake().html("a <b>c</b>") == Text(text="a <b>c</b>", markup=Markup.HTML)


def test_plain_text_keeps_its_signs_and_loses_outer_space() -> None:
    assert Intake().plain(" a < b\r\nc ") == Text(text="a < b\nc")


def test_an_image_that_cannot_be_read_is_named_with_the_reason_and_the_text_stays() -> None:
    def fetch(source: str) -> bytes | None:
        raise TooLargeError("the archive holds more than 500 MB.")

    intake = Intake(fetch)

    assert intake.html('a <img src="x.png" alt="chart">') == Text(text="a chart")
    assert intake.not_carried == ("image (the archive holds more than 500 MB), 1 time",)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("p < 0.05 > x", Text(text="p < 0.05 > x")),
        ("<b>a</b>\nb", Text(text="<b>a</b><br>b", markup=Markup.HTML)),
        ("<p>a</p>\n<p><b>b</b></p>", Text(text="<p>a</p>\n<p><b>b</b></p>", markup=Markup.HTML)),
    ],
)
def test_text_of_no_stated_form_is_html_where_it_has_tags(text: str, made: Text) -> None:
    assert Intake().auto(text) == made


def test_an_image_of_the_file_is_kept_under_the_name_of_its_content() -> None:
    intake = Intake(lambda source: PNG if source == "x.png" else None)

    text = intake.html('<img src="x.png" alt="chart"> and <img src="gone.png" alt="a second">').text

    [name] = intake.images
    assert text == f'<img src="media/{name}" alt="chart"> and a second'
    assert intake.not_carried == ("image that is not in the file, 1 time",)


def test_what_has_no_place_is_counted_most_often_first() -> None:
    intake = Intake(lambda source: b"<svg/>" if source == "x.svg" else None)

    intake.html('<img src="https://example.org/x.png"><img src="x.svg">')
    intake.html("<audio src=x></audio>[sound:a.mp3]<video></video><math><mi>x</mi></math>")

    assert intake.not_carried == (
        "audio, 2 times",
        "image on another server, 1 time",
        "image (This is no PNG, JPEG, GIF or WebP image), 1 time",
        "video, 1 time",
        "formula in MathML, kept as its text, 1 time",
    )


def test_images_that_together_are_too_much_are_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_module, "MAX_IMAGES_BYTES", 20)
    intake = Intake()

    names = [intake.image(PNG + bytes([number]) * 6) for number in (1, 1, 2)]

    assert names[0] == names[1] is not None
    assert names[2] is None
    assert "all images together" in intake.not_carried[0]


@pytest.mark.parametrize("sign", ["&", "&lt;", "a&", "<", "\u00a0"])
def test_a_text_of_nothing_but_signs_to_escape_becomes_plain(sign: str) -> None:
    assert Intake().html(f"<b>{sign * 1_000_000}</b>").markup is Markup.PLAIN
