"""Moodle XML: what an export of Moodle's question bank becomes, and what is written for it."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from questions.errors import UnreadableFileError
from questions.formats import losses, read, write
from questions.formats.carrying import carried
from questions.formats.drafts import Draft, DraftOption, Text
from questions.formats.moodle_weights import WEIGHTS, shares
from questions.formats.moodle_xml import CARRIES
from questions.model import Item, Kind, QuestionSet
from tests.questions.formats.item_strategies import sets

SAMPLE = Path(__file__).parents[2] / "data/moodle_xml/valid/every_kind.xml"


def quiz(*questions: str) -> QuestionSet:
    return read(f"<quiz>{''.join(questions)}</quiz>".encode(), name="bank.xml")


def question(kind: str, text: str, inside: str = "", *, form: str = 'format="html"') -> str:
    return (
        f'<question type="{kind}"><name><text>n</text></name>'
        f"<questiontext {form}><text>{text}</text></questiontext>{inside}</question>"
    )


def choice(*fractions: str, single: str = "") -> Item:
    answers = "".join(
        f'<answer fraction="{fraction}"><text>{number}</text></answer>'
        for number, fraction in enumerate(fractions)
    )
    [item] = quiz(question("multichoice", "Which?", single + answers)).items
    return item


def set_of(*items: Item) -> QuestionSet:
    return QuestionSet(title="Glands", format="any", encoding="utf-8", found=len(items), items=items)


@given(sets().filter(lambda one: not re.search(r"\\uff{2}[ef]", ascii(one))))  # XML has no such signs
def test_what_is_written_is_read_back_as_the_format_carries_it(question_set: QuestionSet) -> None:
    again = read(write(question_set, "moodle_xml"), name="x.xml")

    assert again.items == tuple(filter(None, (carried(item, CARRIES) for item in question_set.items)))
    assert not again.rejected
    assert again.not_carried == ()
    assert again.images.keys() <= question_set.images.keys()


def test_a_sample_of_every_kind_is_the_same_after_being_written_and_read() -> None:
    first = read(SAMPLE.read_bytes(), name="a.xml")

    again = read(write(first, "moodle_xml"), name="b.xml")

    assert again.items == first.items
    assert again.images == first.images != {}


@pytest.mark.parametrize(
    ("fractions", "single", "kind"),
    [
        (("100", "0"), "", Kind.MULTIPLE_CHOICE),
        (("50", "50", "0"), "", Kind.MULTIPLE_ANSWER),
        (("100", "0"), "<single>false</single>", Kind.MULTIPLE_ANSWER),
        (("100", "0"), "<single>0</single>", Kind.MULTIPLE_ANSWER),
        (("100", "50"), "<single>true</single>", Kind.MULTIPLE_CHOICE),
        (("90", "50"), "<single>1</single>", Kind.MULTIPLE_CHOICE),
    ],
)
def test_single_or_else_the_fractions_say_how_many_are_right(
    fractions: tuple[str, ...], single: str, kind: Kind
) -> None:
    assert choice(*fractions, single=single).kind is kind


@pytest.mark.parametrize(
    ("fractions", "weights"),
    [
        (("33.333", "33.33333", "33.3", "0"), [None, None, None, None]),
        (("50", "50", "-50"), [None, None, -50]),
        (("75", "25", "0"), [75, 25, None]),
        (("100", "100", "0"), [100, 100, None]),
        (("33,33333", "66,66667"), [33.33333, 66.66667]),
    ],
)
def test_equal_shares_are_no_weights(fractions: tuple[str, ...], weights: list[float | None]) -> None:
    item = choice(*fractions, single="<single>false</single>")

    assert [option.weight for option in item.options] == weights


@pytest.mark.parametrize("count", range(1, 21))
def test_the_shares_written_are_such_that_moodle_imports_them(count: int) -> None:
    assert set(shares(count)) <= set(WEIGHTS)
    assert sum(shares(count)) == pytest.approx(100, abs=0.01)


def test_a_weight_between_moodles_becomes_the_nearest() -> None:
    options = (
        DraftOption(text=Text(text="a"), correct=True),
        DraftOption(text=Text(text="b"), correct=False, weight=17),
    )
    item = Draft(kind=Kind.MULTIPLE_CHOICE, stem=Text(text="Which?"), options=options).item()

    [again] = read(write(set_of(item), "moodle_xml"), name="x.xml").items

    assert again.options[1].weight == 16.66667


@pytest.mark.parametrize("count", [11, 13, 20])
def test_many_right_options_come_back_without_weights(count: int) -> None:
    options = tuple(DraftOption(text=Text(text=str(number)), correct=True) for number in range(count))
    item = Draft(kind=Kind.MULTIPLE_ANSWER, stem=Text(text="Which?"), options=options).item()

    assert read(write(set_of(item), "moodle_xml"), name="x.xml").items == (item,)


@pytest.mark.parametrize(
    ("path", "category"),
    [
        ("$course$/top/Glands/Thyroid", ("Glands", "Thyroid")),
        ("$course$/Default for C1", ("Default for C1",)),
        ("$module$/top", ()),
        ("top/Glands", ("Glands",)),
        ("Glands/T3 // T4", ("Glands", "T3 / T4")),
        ("", ()),
    ],
)
def test_a_category_is_a_path_without_what_stands_before_all(path: str, category: tuple[str, ...]) -> None:
    named = f'<question type="category"><category><text>{path}</text></category></question>'

    read_set = quiz(
        named, question("shortanswer", "Which?", '<answer fraction="100"><text>T4</text></answer>')
    )

    assert read_set.found == 1
    assert read_set.items[0].category == category


@pytest.mark.parametrize("name", ["a/b", "/a", "a/", "//", "top", "$course$"])
def test_a_category_of_any_name_is_written_so_that_it_is_read_back(name: str) -> None:
    item = replace(choice("100", "0"), category=("x", name, "y"))

    assert read(write(set_of(item), "moodle_xml"), name="x.xml").items[0].category == ("x", name, "y")


@pytest.mark.parametrize(
    ("form", "text", "stem"),
    [
        ('format="html"', "a &amp;lt; b&lt;br&gt;c", "a < b\nc"),
        ('format="plain_text"', "a &lt;b&gt; c\nd", "a <b> c\nd"),
        ('format="moodle_auto_format"', "a &lt; b\nc", "a < b\nc"),
        ('format="1"', "a&amp;nbsp;b", "a b"),
        ("", "a &amp;gt; b", "a > b"),
        ("", "a\nb", "a\nb"),
        ('format="markdown"', "2 * 3", "2 * 3"),
    ],
)
def test_a_text_is_read_in_its_format(form: str, text: str, stem: str) -> None:
    inside = '<answer fraction="100"><text>x</text></answer>'

    [item] = quiz(question("shortanswer", text, inside, form=form)).items

    assert item.stem == stem


def test_an_id_number_is_the_id_where_it_is_alone_of_its_kind() -> None:
    def numbered(stem: str, number: str) -> str:
        inside = f'<idnumber>{number}</idnumber><answer fraction="100"><text>x</text></answer>'
        return question("shortanswer", stem, inside)

    ids = [item.id for item in quiz(numbered("a", "q1"), numbered("b", "q2"), numbered("c", "q2")).items]

    assert ids[0] == "q1"
    assert len(set(ids)) == 3
    assert "q2" not in ids


def test_an_image_within_the_address_and_one_of_another_text_are_found() -> None:
    data = re.search(r">(R0lGOD[^<]*)<", SAMPLE.read_text())
    assert data is not None
    inside = (
        '<generalfeedback format="html"><text>&lt;img src="@@PLUGINFILE@@/a.gif"&gt;</text></generalfeedback>'
        '<answer fraction="100"><text>x</text></answer>'
        f'<hint><text/><file name="a.gif">{data[1]}</file></hint>'
    )

    read_set = quiz(question("shortanswer", f'&lt;img src="data:image/gif;base64,{data[1]}"&gt;', inside))

    assert len(read_set.images) == 1
    assert "media/" in read_set.items[0].stem
    assert "media/" in read_set.items[0].explanation


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        ("@@PLUGINFILE@@/gone.png", "image that is not in the file, 1 time"),
        ("https://example.org/a.png", "image on another server, 1 time"),
        ("data:image/png;base64,AAAA=A", "image that is not in the file, 1 time"),
    ],
)
def test_an_image_that_is_not_to_be_had_is_named(source: str, lost: str) -> None:
    inside = '<answer fraction="100"><text>x</text></answer>'

    read_set = quiz(question("shortanswer", f'See &lt;img src="{source}"&gt;', inside))

    assert read_set.not_carried == (lost,)


def test_flashcards_are_left_out_and_said_to_be() -> None:
    card = Draft(kind=Kind.FLASHCARD, stem=Text(text="T4?"), answer=Text(text="Thyroxine")).item()

    assert losses(set_of(card), "moodle_xml") == ("the whole (flashcard) of 1 item",)
    assert read(write(set_of(card), "moodle_xml"), name="x.xml").found == 0


def test_a_blank_without_a_word_for_it_is_written_as_it_stands() -> None:
    draft = Draft(kind=Kind.CLOZE, stem=Text(text="_____ or _____"), answer=Text(text="heart"))

    [item] = read(write(set_of(draft.item()), "moodle_xml"), name="a.xml").items

    assert (item.stem, item.answer) == ("_____ or ____", "heart")


def test_what_is_written_has_the_parts_that_moodles_import_asks_for() -> None:
    first = read(SAMPLE.read_bytes(), name="a.xml")

    root = fromstring(write(first, "moodle_xml"))

    questions = [node for node in root if node.get("type") != "category"]
    assert len(questions) == len(first.items)
    for node in questions:
        assert node.findtext("name/text")
        assert node.findtext("questiontext/text")
        assert all(float(answer.get("fraction")) in WEIGHTS for answer in node.findall("answer"))
    assert Counter(node.get("type") for node in root)["category"] == 2


def test_signs_that_html_alone_has_a_name_for_are_read() -> None:
    answer = '<answer fraction="100"><text>x</text></answer>'

    found = quiz(
        question(
            "shortanswer",
            "&uarr;&nbsp;or&darr; &amp;uarr; <!-- &uarr; -->",
            answer,
            form='format="plain_text"',
        ),
        question("shortanswer", "<![CDATA[A&uarr;B]]> and &darr;", answer),
    )

    assert [item.stem for item in found.items] == ["\u2191\u00a0or\u2193 &uarr;", "A\u2191B and \u2193"]


def test_a_sign_that_has_no_name_is_refused_with_its_line() -> None:
    with pytest.raises(UnreadableFileError, match="well-formed") as caught:
        quiz(question("shortanswer", "\n&nosuch;"))

    assert caught.value.line == 2


def test_another_root_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableFileError, match=r'its root is "questestinterop".*Moodle XML format'):
        read(b"<questestinterop/>", name="a.xml", format="moodle_xml")


@given(random=st.randoms(use_true_random=False))
def test_a_damaged_file_is_read_or_refused(random: Random) -> None:
    data = bytearray(SAMPLE.read_bytes())
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(data))
        data[at : at + random.choice([0, 1, 40])] = random.choice(
            [b"", b"{1:", b"~", b"\\", b"}", b"=", b"&lt;", b"100"]
        )
    try:
        found = read(bytes(data), name="x.xml", format="moodle_xml")
    except UnreadableFileError:
        return

    assert found.found == len(found.items) + len(found.rejected)


@pytest.mark.parametrize(
    "sign", ["{1:SA:", "{", "\\", "~", "#", "[[1]]", "_", " ", "&amp;#", "{ ", "{1:SA:=a}", "/"]
)
@pytest.mark.parametrize("kind", ["cloze", "gapselect"])
def test_a_long_run_of_one_sign_is_read_at_once(sign: str, kind: str) -> None:
    long = sign * (300_000 // len(sign))

    assert (
        quiz(
            question(kind, f"{{1:SA:={long[:300]}}} {long}", "<selectoption><text>a</text></selectoption>")
        ).found
        == 1
    )


@pytest.mark.shared
def test_real_exports_are_read_as_they_are_counted(shared: Path) -> None:
    found = {
        path.name: read(path.read_bytes(), name=path.name)
        for path in sorted((shared / "data/formats/moodle_xml").iterdir())
    }

    assert found
    assert {read_set.found for read_set in found.values()} == {1}
    rejected = {name for name, read_set in found.items() if read_set.rejected}
    assert {name.partition("_")[0] for name in rejected} == {"stack", "essay.moodle.xml"}
