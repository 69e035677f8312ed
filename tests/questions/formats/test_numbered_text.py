"""Numbered questions in text and in Word: which are told from other texts, and what becomes of them."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.errors import QuestionsError, UnreadableFileError
from questions.formats import read
from questions.formats.numbered_text import NAME, recognises
from questions.formats.sample import Sample
from questions.model import Item, Kind, Markup, QuestionSet
from tests.questions.word_documents import document, numbering, paragraph, picture, run

LIBRARY = Path(__file__).parents[3] / "questions/library"
SAMPLES = Path(__file__).parents[2] / "data/numbered_text/valid"
GIF = b"GIF87a an image"
LISTS = numbering({1: [("decimal", "%1."), ("lowerLetter", "%2.")], 2: [("upperLetter", "%1)")]})


def quiz(text: str) -> QuestionSet:
    return read(text.encode(), name="quiz.txt", format=NAME)


def only(text: str) -> Item:
    [item] = quiz(text).items
    return item


def right(item: Item) -> list[str]:
    return [option.text for option in item.options if option.correct]


@pytest.mark.parametrize(
    "text",
    [
        "1. Which?\na. x\n*b. y\nc. z",
        "1) Which?\na) x\n* b) y\nc) z",
        "1. Which?\nA. x\nB. y*\nC. z",
        "1. Which?\n(a) x\n(b) y (correct)\n(c) z",
        "1. Which?\na. x\nb. y\nc. z\nAnswer: B",
        "1. Which?\na. x\nb. y\nc. z\nANS: B",
        "1. Which?\na. x\nb. y\nc. z\nCorrect answer: b. y",
        "1. Which?\na. x\nb. y\nc. z\nThe correct answer is (b)",
        "1. Which?\na. x\nb. y\nc. z\nKey = b",
        "1. Which?\na. x\nb. y\nc. z\nAnswer: y",
        "1. Which?\na. x\nb. y\nc. z\n\nAnswers: 1. b",
        "1. Which?\na. x\nb. y\nc. z\n\nAnswer key\n1 - B",
        "1. Which?\na. x\nb. y\nc. z\n\n## Answers\n\n1. B. Because.",
        "Question 1: Which?\n\na. x\n\nb. y *\n\nc. z",
        "Q1. Which?\na. x\tb. y\tc. z\nAnswer: b",
        "1. Which? a) x b) y c) z\nAnswer: b",
        "1. Which?\n[ ] x\n[x] y\n[ ] z",
        "1. Which?\n\u2022 x\n*\u2022 y\n\u2022 z",
        "Which?\na. x\n*b. y\nc. z",
        "1.Which?\nA.x\nB.y\nC.z\nAnswer:B",
        "**1. Which?**\n\n- a) x\n- **b) y**\n- c) z",
        "1. Which?\nA. x\nB. y\nC. z\n→ Answer: B",
        "1. Which? A. x B. y C. z Correct Answer: B",
        "1. Which?\nA. x B. y C. z\nAnswer: B",
        "1. Which?\nOptions:\n(A). x\n(B). y\n(C). z\nAnswer: B",
        "1. Which?\na). x\nb). y\nc). z\nAnswer: b",
        "1 - Which?\na. x\nb. y\nc. z\nRespuesta: b",
        "Frage 1\nWhich?\na. x\nb. y\nc. z\nAntwort: b",
        "C\u00e2u 1: Which?\nA. x\nB. y\nC. z\nĐáp án: B",
        "Q1.\nQuestion:\nWhich?\na. x\nb. y\nc. z\nAnswer: b",
        "____ 1. Which?\na. x\nb. y\nc. z\n\nAnswer Section\n\nMULTIPLE CHOICE\n\n1. ANS: B PTS: 1",
    ],
)
def test_the_right_option_is_marked_or_named_in_many_ways(text: str) -> None:
    item = only(text)

    assert item.stem == "Which?"
    assert [option.text for option in item.options] == ["x", "y", "z"]
    assert right(item) == ["y"]


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("1. Iodine is rare.\nTrue\n*False", "False"),
        ("1. Iodine is rare.\na. True\n*b. False", "False"),
        ("1. Iodine is rare.\na. False *\nb. True", "False"),
        ("1. Iodine is rare. True or False?\nAnswer: T", "True"),
        ("1. Iodine is rare.\nAnswer: true", "True"),
        ("1. Iodine is rare.\na. True\nb. False\nAnswer: F", "False"),
        ("TF\n1. Iodine is rare.\nA: False", "False"),
        ("1. Iodine is rare.\n\nAnswers\n1. True", "True"),
    ],
)
def test_true_and_false_are_told_in_many_ways(text: str, truth: str) -> None:
    item = only(text)

    assert item.kind is Kind.TRUE_FALSE
    assert [option.text for option in item.options] == ["True", "False"]
    assert right(item) == [truth]


@pytest.mark.parametrize(
    "answers",
    [
        "*a. x\nb. y\n*c. z",
        "a. x\nb. y\nc. z\nAnswers: A, C",
        "a. x\nb. y\nc. z\nAns: AC",
        "a. x *\nb. y\nc. z *",
    ],
)
def test_several_right_options_make_a_question_with_several_answers(answers: str) -> None:
    item = only(f"1. Which?\n{answers}")

    assert item.kind is Kind.MULTIPLE_ANSWER
    assert right(item) == ["x", "z"]


@pytest.mark.parametrize(
    ("answer", "text", "tolerance"),
    [
        ("5", "5", "0"),
        ("1_000", "1000", "0"),
        ("1.41 +- 0.01", "1.41", "0.01"),
        ("200 +- 5%", "200", "10"),
        ("[1, 2]", "1.5", "0.5"),
    ],
)
def test_a_number_has_the_tolerance_of_its_notation(answer: str, text: str, tolerance: str) -> None:
    [accepted] = only(f"1. How many?\n= {answer}").accepted

    assert (float(accepted.text), float(accepted.tolerance)) == (float(text), float(tolerance))


def test_a_list_in_a_stem_is_part_of_it() -> None:
    item = only("7. Which are signs?\n1. fever\n2. rash\nA. 1 only\n*B. 1 and 2")

    assert item.stem == "Which are signs?\n1. fever\n2. rash"


def test_a_line_that_begins_with_another_letter_is_part_of_the_option_before() -> None:
    item = only("1. Which?\na. x\n*b. A long\nE. coli\nc. z")

    assert [option.text for option in item.options] == ["x", "A long\nE. coli", "z"]


def test_numbers_that_begin_again_take_the_keys_in_their_order() -> None:
    part = "1. {0} one?\na. x\nb. y\n2. {0} two?\na. x\nb. y\n"
    text = part.format("First") + "\n" + part.format("Second") + "\nAnswers\n1. a 2. b\n1. b 2. a\n"

    assert [right(item) for item in quiz(text).items] == [["x"], ["y"], ["y"], ["x"]]


def test_questions_and_answers_that_say_so_are_cards() -> None:
    text = (
        "Q:\tWhich organ stores bile?\n\nA:\tGall bladder\n\n\nQ: Which vitamin?\nA: D\nwith sun\n\n"
        "Q: Why?\nAnswer: So.\n"
    )

    found = read(text.encode(), name="cards.txt")

    assert [(item.kind, item.stem, item.answer) for item in found.items] == [
        (Kind.FLASHCARD, "Which organ stores bile?", "Gall bladder"),
        (Kind.FLASHCARD, "Which vitamin?", "D\nwith sun"),
        (Kind.FLASHCARD, "Why?", "So."),
    ]


def test_a_question_that_says_so_may_have_options() -> None:
    item = only("Q: Which?\nA: x\nB: y\nAnswer: B")

    assert (item.stem, right(item)) == ("Which?", ["y"])


def test_a_list_behind_the_options_explains() -> None:
    item = only("1. Which?\na. x\n*b. y\n\u2022 y is large\n\u2022 x is small\nand red")

    assert [option.text for option in item.options] == ["x", "y"]
    assert item.explanation == "\u2022 y is large\n\u2022 x is small\nand red"


def test_a_letter_within_an_option_does_not_cut_it() -> None:
    item = only("1. Which?\nA. Hepatitis B. or C\n*B. y")

    assert [option.text for option in item.options] == ["Hepatitis B. or C", "y"]


def test_what_belongs_to_no_question_is_counted() -> None:
    found = quiz("Cardiology\n\n1. Which?\n*a. x\nb. y\nDifficulty: hard\n\nEnd of the test\n")

    assert set(found.not_carried) == {
        '"difficulty" of a question, 1 time',
        "line outside of the questions, 2 times",
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1. Which?\na. x\nb. y", "no key"),
        ("1. Which?\na. x\nb. y\nAnswer: D", 'The key "D" names none'),
        ("1. Which?\n*a. x\nb. y\nAnswer: B", "not those that the key"),
        ("1. Which?\ni. x\nii. y\nAnswer: B", "no options were found"),
        ("1. Discuss.\n____", "Type not supported: essay"),
        ("1. Which?\n*a. x\nb. y\n2. And now?", "no options and no answer"),
    ],
)
def test_a_question_that_cannot_be_studied_is_rejected_with_what_to_do(text: str, reason: str) -> None:
    assert reason in quiz(text).rejected[-1].reason


@pytest.mark.parametrize(
    "text",
    [
        "Thyroid\n\nCauses\n1. Iodine\n2. Genes\n\nTreatment\nRest, and more of it in severe cases.",
        "What is it?\n{=a ~b}\n\nAnd this?\n{T}",
        "stem,option_a,option_b,key\nWhich?,x,y,A\n",
        "Which?\nA. x\nB. y\nANSWER: B\n\nAnd?\nA) x\nB) y\nANSWER: A\n",
        "question\tanswer\nmore\tof it\n",
        "1. Buy milk\n2. Buy bread\n3. Go home\n",
        "Q: Why did the bone go out alone?\nA: It had no body to go with.\n",
        "",
    ],
)
def test_other_texts_are_not_taken_for_numbered_questions(text: str) -> None:
    assert not recognises(Sample(text.encode(), "a.txt"))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*[!d]")), ids=lambda path: path.name)
def test_samples_are_known_by_their_content(path: Path) -> None:
    assert recognises(Sample(path.read_bytes(), "a.unknown"))


def test_no_article_of_the_library_is_taken_for_questions() -> None:
    articles = sorted(LIBRARY.glob("*/*.txt"))

    assert articles
    assert [path.name for path in articles if recognises(Sample(path.read_bytes(), path.name))] == []


@pytest.mark.shared
def test_no_article_and_no_other_form_of_others_is_taken_for_questions(shared: Path) -> None:
    articles = sorted((shared / "data/articles/dev").glob("*.txt"))
    formats = [path for path in sorted((shared / "data/formats").rglob("*")) if path.is_file()]
    taken = {path.name for path in (*articles, *formats) if recognises(Sample(path.read_bytes(), path.name))}

    assert articles
    assert taken == {"bank1.txt", "bank2.txt", "mbtest.md"}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "found", "rejected"), [("bank1.txt", 12, 5), ("bank2.txt", 2, 0), ("mbtest.md", 10, 0)]
)
def test_real_files_of_qticonverter_are_read(shared: Path, name: str, found: int, rejected: int) -> None:
    path = shared / "data/formats/text2qti/qtiConverter" / name

    read_set = read(path.read_bytes(), name=name)

    assert (read_set.found, len(read_set.rejected)) == (found, rejected)


@pytest.mark.shared
def test_a_manual_and_reports_are_refused(shared: Path) -> None:
    folder = shared / "data/formats/text2qti"
    for path in (folder / "text2qti_README.md", *sorted(folder.glob("*/*_report.txt"))):
        with pytest.raises(UnreadableFileError):
            read(path.read_bytes(), name=path.name)


@pytest.mark.parametrize("marked", [run("y", "<w:b/>"), run("y", '<w:u w:val="single"/>'), run("y *")])
def test_a_word_document_with_its_own_numbers_is_read(marked: str) -> None:
    data = document(
        paragraph(run("Which "), run("gland", "<w:i/>"), run("?"), number=(1, 0)),
        paragraph("x", number=(1, 1)),
        paragraph(marked, number=(1, 1)),
        paragraph("Which other?", number=(1, 0)),
        paragraph(run("a typed", "<w:b/>"), number=(2, 0)),
        paragraph("b", number=(2, 0)),
        numbers=LISTS,
    )

    first, second = read(data, name="quiz.docx").items

    assert first.stem == "Which <i>gland</i>?"
    assert [option.text for option in first.options] == ["x", "y"]
    assert right(first) == ["y"]
    assert (right(second), second.markup) == (["a typed"], Markup.PLAIN)


def test_a_word_document_with_typed_letters_and_a_bold_option_is_read() -> None:
    data = document(
        paragraph(run("1. Which?", "<w:b/>")),
        paragraph("a. x"),
        paragraph("b. ", run("y", "<w:b/>")),
        paragraph("c. z"),
    )

    [item] = read(data, name="quiz.docx").items

    assert right(item) == ["y"]


def test_an_image_of_a_word_document_comes_with_its_question() -> None:
    data = document(paragraph("1. Which? ", picture()), paragraph("a. x"), paragraph("*b. y"), image=GIF)

    read_set = read(data, name="quiz.docx")

    assert list(read_set.images.values()) == [GIF]
    assert f'<img src="media/{next(iter(read_set.images))}"' in read_set.items[0].stem


def test_all_options_in_bold_are_no_key() -> None:
    data = document(paragraph("1. Which?"), *(paragraph(run(text, "<w:b/>")) for text in ("a. x", "b. y")))

    [rejection] = read(data, name="quiz.docx", format=NAME).rejected

    assert "no key" in rejection.reason


@pytest.mark.parametrize(
    "sign",
    [
        "a",
        "1. ",
        "1.\n",
        "a.\n",
        "*",
        " ",
        "\t",
        "1 ",
        "(",
        "[",
        "_",
        "-",
        "=",
        "a) ",
        "1-a,",
        "a,",
        ".",
        "Q ",
    ],
)
def test_a_long_run_of_one_sign_is_read_at_once(sign: str) -> None:
    long = sign * (300_000 // len(sign))
    for text in (
        long,
        f"1. Which?\na. x {long}\n*b. y",
        f"MB\n1. [a] {long}\na: {long}",
        f"1. W?\nAnswer: {long}",
    ):
        try:
            assert quiz(text).found
        except QuestionsError as error:
            assert error.problem  # noqa: PT017 - refused is as good as read, if the reason is said


@given(random=st.randoms(use_true_random=False))
def test_a_damaged_text_is_read_or_refused(random: Random) -> None:
    text = "\n".join(path.read_text() for path in sorted(SAMPLES.glob("*[!d]")))
    for _ in range(random.randint(1, 30)):
        at = random.randrange(len(text))
        piece = random.choice(
            [
                "",
                "*",
                "1. ",
                "a. ",
                "\n",
                "Answer: ",
                "[ ] ",
                "= ",
                "... ",
                "MT\n",
                "[a]b: c\n",
                "\t",
                "_____",
            ]
        )
        text = text[:at] + piece + text[at + random.choice([0, 1, 9]) :]
    try:
        found = quiz(text)
    except UnreadableFileError:
        return

    assert found.found == len(found.items) + len(found.rejected)


def test_gift_that_was_typed_in_word_is_read_as_gift() -> None:
    lines = ["1. Which organ stores bile? {", "~Liver", "=Gall bladder}", "2. The spleen is an organ. {T}"]
    data = document(*map(paragraph, lines), paragraph(picture()), image=GIF)

    found = read(data, name="quiz.docx")

    assert [(item.kind, item.stem, item.answer) for item in found.items] == [
        (Kind.MULTIPLE_CHOICE, "1. Which organ stores bile?", "Gall bladder"),
        (Kind.TRUE_FALSE, "2. The spleen is an organ.", "True"),
    ]
    assert found.format == "numbered_text"
    assert found.not_carried == ("image of Word, 1 time",)
