"""Packages: which parts are read, which copy of a quiz, and where the images are."""

from __future__ import annotations

import base64
import zipfile
from io import BytesIO

import pytest

from questions.errors import UnreadableFileError
from questions.formats import format_of, read
from questions.model import QuestionSet
from tests.questions.formats.item_strategies import IMAGES

IMAGE = next(iter(IMAGES.values()))
NAME = next(iter(IMAGES))


def item(ident: str, stem: str = "Which?", *, right: str = "Red") -> str:
    labels = "".join(
        f'<response_label ident="{text}"><material><mattext>{text}</mattext></material></response_label>'
        for text in ("Red", "Blue")
    )
    return (
        f'<item ident="{ident}"><presentation>'
        f'<material><mattext texttype="text/html"><![CDATA[{stem}]]></mattext></material>'
        f'<response_lid ident="r" rcardinality="Single"><render_choice>{labels}</render_choice>'
        f"</response_lid></presentation><resprocessing><respcondition>"
        f'<conditionvar><varequal respident="r">{right}</varequal></conditionvar>'
        f'<setvar action="Set" varname="SCORE">100</setvar></respcondition></resprocessing></item>'
    )


def quiz(ident: str, title: str, *items: str) -> str:
    section = f'<section ident="root_section">{"".join(items)}</section>'
    assessment = f'<assessment ident="{ident}" title="{title}">{section}</assessment>'
    return f"<questestinterop>{assessment}</questestinterop>"


def manifest(*hrefs: str) -> str:
    resources = "".join(f'<resource href="{href}"><file href="{href}"/></resource>' for href in hrefs)
    return f'<manifest identifier="m"><resources>{resources}</resources></manifest>'


def archive(members: dict[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name, data in members.items():
            written.writestr(name, data)
    return file.getvalue()


def opened(members: dict[str, str | bytes], name: str = "course.imscc") -> QuestionSet:
    return read(archive(members), name=name)


def test_the_manifest_says_what_is_read() -> None:
    found = opened(
        {
            "imsmanifest.xml": manifest("quiz%20one.xml"),
            "quiz one.xml": quiz("a", "One", item("q1")),
            "draft.xml": quiz("b", "Two", item("q2", "Other?")),
        }
    )

    assert [one.id for one in found.items] == ["q1"]
    assert found.title == "One"


@pytest.mark.parametrize("listed", [None, "<manifest", manifest("gone.xml"), manifest("settings.xml")])
def test_where_the_manifest_names_no_questions_every_member_is_looked_at(listed: str | None) -> None:
    members: dict[str, str | bytes] = {
        "settings.xml": "<quiz><title>One</title></quiz>",
        "deep/a.xml.qti": quiz("a", "One", item("q1")),
        "deep/b.dat": quiz("b", "Two", item("q2", "Other?")),
        "__MACOSX/deep/._a.xml": "\0",
        "notes.txt": quiz("c", "Three", item("q3")),
    }

    found = opened(members | ({"imsmanifest.xml": listed} if listed else {}))

    assert [(one.id, one.category) for one in found.items] == [("q1", ("One",)), ("q2", ("Two",))]


def test_the_fuller_copy_of_a_quiz_is_read_and_the_other_left() -> None:
    found = opened(
        {
            "imsmanifest.xml": manifest("i1/assessment_qti.xml", "non_cc_assessments/i1.xml.qti"),
            "i1/assessment_qti.xml": quiz("i1", "Quiz", item("cc1")),
            "non_cc_assessments/i1.xml.qti": quiz("i1", "Quiz", item("q1"), item("q2", "Other?")),
        }
    )

    assert (found.found, [one.id for one in found.items]) == (2, ["q1", "q2"])


def test_a_question_that_a_quiz_took_from_a_bank_is_read_once_and_the_other_is_said() -> None:
    bank = f'<questestinterop><objectbank ident="bank">{item("b1")}</objectbank></questestinterop>'

    found = opened({"bank.xml": bank, "quiz.xml": quiz("a", "Quiz", item("q1"), item("q2", right="Blue"))})

    assert [one.id for one in found.items] == ["b1", "q2"]
    [rejection] = found.rejected
    assert rejection.part == "quiz.xml"
    assert rejection.reason.startswith('The same question stands in "bank.xml" of this package.')


def test_two_quizzes_may_number_their_questions_alike() -> None:
    found = opened({"a.xml": quiz("a", "A", item("QUE_1")), "b.xml": quiz("b", "B", item("QUE_1", "Other?"))})

    assert [one.id for one in found.items] == ["QUE_1", "b:QUE_1"]


def test_a_part_that_cannot_be_read_is_a_rejection_with_its_line() -> None:
    found = opened({"a.xml": quiz("a", "A", item("q1")), "b.xml": "<questestinterop>\n<item>"})

    [rejection] = found.rejected
    assert (rejection.part, rejection.line, found.found) == ("b.xml", 2, 2)
    assert "not well-formed" in rejection.reason


@pytest.mark.parametrize(
    ("source", "member"),
    [
        (
            "$IMS-CC-FILEBASE$/Uploaded%20Media/a%20b.png?canvas_download=1",
            "web_resources/Uploaded Media/a b.png",
        ),
        ("%24IMS-CC-FILEBASE%24/a.png", "quizzes/a.png"),
        ("$IMS_CC_FILE_BASE$a.png", "a.png"),
        ("$IMS-CC-FILEBASE$../a.png", "web_resources/a.png"),
        ("../a.png", "a.png"),
        ("images/A.PNG", "quizzes/images/a.png"),
        ("org0/a.png", "exam/files/org0/a.png"),
        ("@X@EmbeddedFile.requestUrlStub@X@bbcswebdav/xid-12_1", "csfiles/home_dir/a__xid-12_1.png"),
        ("data:image/png;base64," + base64.b64encode(IMAGE).decode(), "other.png"),
    ],
)
def test_an_image_is_found_however_its_exporter_names_it(source: str, member: str) -> None:
    found = opened({"quizzes/q.xml": quiz("a", "A", item("q1", f'See <img src="{source}">')), member: IMAGE})

    assert found.images == {NAME: IMAGE}
    assert f'src="media/{NAME}"' in found.items[0].stem
    assert found.not_carried == ()


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        ("gone.png", "image that is not in the file, 1 time"),
        ("https://example.org/a.png", "image on another server, 1 time"),
        ("q.xml", "image (This is no PNG, JPEG, GIF or WebP image), 1 time"),
        ("data:image/png;base64,A", "image that is not in the file, 1 time"),
    ],
)
def test_an_image_that_is_not_to_be_had_is_said(source: str, lost: str) -> None:
    found = opened({"q.xml": quiz("a", "A", item("q1", f'See <img src="{source}" alt="a heart">'))})

    assert found.not_carried == (lost,)
    assert found.items[0].stem == "See a heart"


def test_a_damaged_image_costs_the_image_alone() -> None:
    data = archive({"q.xml": quiz("a", "A", item("q1", 'See <img src="a.png">')), "a.png": IMAGE})

    found = read(data.replace(IMAGE, IMAGE[:-1] + b"!"), name="quiz.zip")

    assert (len(found.items), found.images) == (1, {})
    assert found.not_carried == ("image (This is no PNG, JPEG, GIF or WebP image), 1 time",)


def test_a_package_without_questions_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="holds no questions"):
        opened({"imsmanifest.xml": manifest("page.html"), "page.html": "<p>Hello</p>"})


def test_a_test_without_its_questions_says_where_they_are() -> None:
    reference = '<assessmentItemRef identifier="i" href="i.xml"/>'
    alone = f"<assessmentTest><testPart>{reference * 2}</testPart></assessmentTest>".encode()

    with pytest.raises(UnreadableFileError, match="names 2 files of questions") as refused:
        read(alone, name="test.xml")

    assert refused.value.advice.startswith("Upload the package (.zip) of the test")


@pytest.mark.parametrize("is_packed", [True, False])
def test_questions_of_the_newest_generation_are_refused_by_its_name(*, is_packed: bool) -> None:
    newer = b'<qti-assessment-item identifier="a"/>'
    members: dict[str, str | bytes] = {"imsmanifest.xml": manifest("a.xml"), "a.xml": newer}

    with pytest.raises(UnreadableFileError, match="QTI 3, which is not read here") as refused:
        read(archive(members) if is_packed else newer, name="a.zip" if is_packed else "a.xml")

    assert refused.value.advice == "Export them as QTI 2.1, 2.2 or 1.2."


def test_a_mended_file_of_another_kind_is_named_by_its_own_root() -> None:
    with pytest.raises(UnreadableFileError, match='its root is "topic"'):
        read(b"<topic><imsqti_:x/></topic>", name="topic.qti")


def test_text_that_says_nothing_before_questions_is_not_counted_as_lost() -> None:
    before = "<presentation_material><material><mattext> </mattext></material></presentation_material>"
    drawn = "<selection_ordering><selection><selection_number/></selection></selection_ordering>"
    found = read(quiz("a", "A", before + drawn + item("1")).encode(), name="quiz.xml")

    assert found.not_carried == ()


def test_an_archive_that_leads_out_is_recognised_no_further() -> None:
    data = archive({"../q.xml": quiz("a", "A", item("q1"))})

    with pytest.raises(UnreadableFileError, match="leads out of it"):
        format_of(data, "quiz.zip").read(data, "quiz.zip", None)  # type: ignore[arg-type]  # not looked at


ITEM_2 = """<assessmentItem identifier="{0}" title="{0}" adaptive="false" timeDependent="false">
<responseDeclaration identifier="R" cardinality="single" baseType="string">
<correctResponse><value>{0}</value></correctResponse></responseDeclaration>
<itemBody><p>Say {0}: <textEntryInteraction responseIdentifier="R"/></p></itemBody></assessmentItem>"""


def test_a_test_gives_the_order_of_its_items_and_its_sections_their_topics() -> None:
    sections = (
        '<assessmentSection title="Heart"><assessmentItemRef href="../items/two.xml"/></assessmentSection>'
        '<assessmentSection title="Lung"><assessmentItemRef href="../items/gone.xml"/></assessmentSection>'
    )
    found = opened(
        {
            "items/one.xml": ITEM_2.format("one"),
            "items/two.xml": ITEM_2.format("two"),
            "tests/test.xml": f'<assessmentTest title="All"><testPart>{sections}</testPart></assessmentTest>',
        },
        "quiz.zip",
    )

    assert found.format == "qti21"
    assert [(one.id, one.category) for one in found.items] == [("two", ("Heart",)), ("one", ())]
    [note] = found.notes
    assert "items/gone.xml" in note.message


def test_a_package_of_both_generations_loses_neither() -> None:
    found = opened({"a.xml": quiz("a", "A", item("q1")), "b.xml": ITEM_2.format("two")})

    assert {one.id for one in found.items} == {"q1", "two"}
