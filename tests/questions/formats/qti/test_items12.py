"""Keys, points and feedback of QTI 1.2 items, in the many ways in which they are written."""

from __future__ import annotations

import pytest

from questions.formats import qti12
from questions.model import Item, Kind, QuestionSet


def rule(condition: str, *, score: str = "100", action: str = "Set", shows: str = "") -> str:
    shown = f'<displayfeedback linkrefid="{shows}"/>' if shows else ""
    points = f'<setvar action="{action}" varname="SCORE">{score}</setvar>' if score else ""
    return f"<respcondition><conditionvar>{condition}</conditionvar>{points}{shown}</respcondition>"


def equal(answer: str, respident: str = "r") -> str:
    return f'<varequal respident="{respident}">{answer}</varequal>'


def feedback(ident: str, text: str) -> str:
    return f'<itemfeedback ident="{ident}"><material><mattext>{text}</mattext></material></itemfeedback>'


def labels(*texts: str) -> str:
    return "".join(
        f'<response_label ident="{text}"><material><mattext>{text}</mattext></material></response_label>'
        for text in texts
    )


def choice(cardinality: str = "Single") -> str:
    shown = f"<render_choice>{labels('A', 'B', 'C')}</render_choice>"
    return f'<response_lid ident="r" rcardinality="{cardinality}">{shown}</response_lid>'


TYPED = '<response_str ident="r"><render_fib><response_label ident="a"/></render_fib></response_str>'


def found_in(response: str, *processing: str, kind: str = "", after: str = "") -> QuestionSet:
    stated = (
        f"<itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel>"
        f"<fieldentry>{kind}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>"
        if kind
        else ""
    )
    stem = "<material><mattext>Which [a] or [b]?</mattext></material>"
    item = (
        f'<item ident="q1">{stated}<presentation>{stem}{response}</presentation>'
        f"<resprocessing>{''.join(processing)}</resprocessing>{after}</item>"
    )
    return qti12.read(f"<questestinterop>{item}</questestinterop>".encode(), "quiz.xml")


def read_item(response: str, *processing: str, kind: str = "", after: str = "") -> Item:
    found = found_in(response, *processing, kind=kind, after=after)
    assert not found.rejected
    [item] = found.items
    return item


def key_of(item: Item) -> list[str]:
    return [option.text for option in item.options if option.correct]


@pytest.mark.parametrize(
    "processing",
    [
        [rule(equal("B"))],
        [rule(equal("A"), score="0"), rule(equal("B"), score="10"), rule(equal("C"), score="0")],
        [rule(equal("A"), score="0", action="Add"), rule(equal("B"), score="2.5", action="Add")],
        [rule("<other/>", score="", shows="general_fb"), rule(equal("B"))],
        [rule(equal("B"), score="SCORE.max"), rule("<other/>", score="0")],
        [rule(f"<and>{equal('B')}</and>")],
        [rule(f"<not>{equal('A')}</not>", score="0"), rule(equal("B"))],
        [rule(equal("B"), score="", shows="Correct"), rule("<other/>", score="", shows="Incorrect")],
    ],
)
def test_the_key_is_what_gains_most(processing: list[str]) -> None:
    item = read_item(choice(), *processing)

    assert (item.kind, key_of(item)) == (Kind.MULTIPLE_CHOICE, ["B"])
    assert all(option.weight is None for option in item.options)


def test_an_answer_worth_part_or_less_than_nothing_keeps_its_share() -> None:
    item = read_item(
        choice(), rule(equal("A"), score="10"), rule(equal("B"), score="5"), rule(equal("C"), score="-10")
    )

    assert [(option.correct, option.weight) for option in item.options] == [
        (True, None),
        (False, 50),
        (False, -100),
    ]


@pytest.mark.parametrize(
    ("processing", "weights"),
    [
        ([rule(f"<and>{equal('A')}<not>{equal('B')}</not>{equal('C')}</and>")], [None, None, None]),
        ([rule(equal("A") + equal("C"))], [None, None, None]),
        (
            [rule(equal("A"), score="3", action="Add"), rule(equal("C"), score="1", action="Add")],
            [75, None, 25],
        ),
    ],
)
def test_of_several_keys_all_are_found(processing: list[str], weights: list[float | None]) -> None:
    item = read_item(choice("Multiple"), *processing)

    assert (item.kind, key_of(item)) == (Kind.MULTIPLE_ANSWER, ["A", "C"])
    assert [option.weight for option in item.options] == weights


def test_feedback_goes_to_the_explanation_or_the_option_that_it_is_of() -> None:
    texts = {"general_fb": "All.", "correct_fb": "Right.", "general_incorrect_fb": "Wrong.", "x": "Not A."}
    found = found_in(
        choice(),
        rule("<other/>", score="", shows="general_fb"),
        rule(equal("A"), score="", shows="x"),
        rule(equal("B"), shows="correct_fb"),
        rule("<other/>", score="", shows="general_incorrect_fb"),
        after="".join(feedback(ident, text) for ident, text in texts.items()),
    )

    [item] = found.items
    assert item.explanation == "All.\nRight."
    assert [option.why for option in item.options] == ["Not A.", "", ""]
    assert found.not_carried == ("feedback on a wrong answer, 1 time",)


@pytest.mark.parametrize(
    ("condition", "text", "tolerance"),
    [
        ("<varequal respident='r'>4.0</varequal>", "4", "0"),
        ("<varequal respident='r'>4.50</varequal>", "4.50", "0"),
        ("<vargte respident='r'>3.5</vargte><varlte respident='r'>4.5</varlte>", "4", "0.5"),
        (
            f"<or>{equal('4.0')}<and><vargt>3.9</vargt><varlte>4.1</varlte></and></or>",
            "4",
            "0.1",
        ),
        ("<varequal respident='r' precisiontype='decimals' precision='2'>3.14</varequal>", "3.14", "0.005"),
    ],
)
def test_numbers_are_exact_within_a_margin_in_a_range_or_to_a_precision(
    condition: str, text: str, tolerance: str
) -> None:
    item = read_item(TYPED, rule(condition), kind="numerical_question")

    assert [(one.text, one.tolerance) for one in item.accepted] == [(text, tolerance)]


def test_words_of_less_points_are_accepted_for_less() -> None:
    item = read_item(
        TYPED,
        rule(equal("iron") + equal("Fe")),
        rule(equal("ion"), score="50", shows="9_fb"),
        after=feedback("9_fb", "Nearly."),
    )

    assert [(one.text, one.weight, one.why) for one in item.accepted] == [
        ("iron", 100, ""),
        ("Fe", 100, ""),
        ("ion", 50, "Nearly."),
    ]


def test_dropdowns_become_blanks_and_their_choices_are_said() -> None:
    lid = '<response_lid ident="response_{}"><render_choice>{}</render_choice></response_lid>'
    found = found_in(
        lid.format("b", labels("A", "B")) + lid.format("a", labels("A", "B")),
        rule(equal("A", "response_b"), action="Add"),
        rule(equal("B", "response_a"), action="Add"),
        kind="multiple_dropdowns_question",
    )

    [item] = found.items
    assert (item.stem, item.gaps) == ("Which _____ or _____?", ("B", "A"))
    assert found.not_carried == ("choice offered for a blank, 2 times",)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("essay_question", "essay"),
        ("file_upload_question", "file upload"),
        ("text_only_question", "text without a question"),
        ("calculated_question", "formula"),
        ("hot_spot_question", "hot spot"),
        ("ordering_question", "ordering"),
        ("categorization_question", "categorization"),
    ],
)
def test_what_is_not_studied_is_rejected_with_its_kind(kind: str, said: str) -> None:
    [rejection] = found_in(TYPED, rule(equal("x")), kind=kind).rejected

    assert rejection.reason.startswith(f"Type not supported: {said}.")
    assert rejection.text.startswith('<item ident="q1">')


def test_a_matching_question_with_two_matches_for_a_line_is_rejected() -> None:
    asked = "<material><mattext>Line</mattext></material>"
    lid = f'<response_lid ident="r">{asked}<render_choice>{labels("A", "B")}</render_choice></response_lid>'

    [rejection] = found_in(lid, rule(equal("A")), rule(equal("B")), kind="matching_question").rejected

    assert "several matches for one line" in rejection.reason


def test_a_line_of_a_matching_question_that_comes_again_is_left_out_and_said() -> None:
    lines = [
        f'<response_lid ident="{ident}"><material><mattext>{asked}</mattext></material>'
        f"<render_choice>{labels('A', 'B')}</render_choice></response_lid>"
        for ident, asked in (("r", "One"), ("s", "Two"), ("t", "One"))
    ]
    keys = [rule(equal("A")), rule(equal("B", "s")), rule(equal("A", "t"))]

    found = found_in("".join(lines), *keys, kind="matching_question")

    assert [(pair.prompt, pair.match) for pair in found.items[0].pairs] == [("One", "A"), ("Two", "B")]
    assert found.not_carried == ("line of a matching that stands there already, 1 time",)


def test_nothing_alive_comes_through() -> None:
    script = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;&lt;b&gt;Bold&lt;/b&gt;"
    alive = f'<material><mattext texttype="text/html">{script}</mattext></material>'

    item = read_item(alive + choice(), rule(equal("B")))

    assert "alert" not in item.stem
    assert "<b>Bold</b>" in item.stem


def test_statements_that_are_each_judged_right_or_wrong_become_a_matching() -> None:
    item = read_item(
        choice("Multiple"),
        rule(equal("A:correct"), score="0.5", action="Add"),
        rule(f"<not>{equal('A:correct')}</not>", score="-0.5", action="Add"),
        rule(equal("B:wrong") + equal("C:wrong"), score="0.5", action="Add"),
    )

    assert item.kind is Kind.MATCHING
    assert [(pair.prompt, pair.match) for pair in item.pairs] == [
        ("A", "True"),
        ("B", "False"),
        ("C", "False"),
    ]


def test_places_among_the_text_of_one_response_are_blanks_in_their_order() -> None:
    texts = [f"<material><mattext>{text}</mattext></material>" for text in ("Iron is", "and gold is", ".")]
    places = '<response_label ident="x"/>'.join(texts)
    found = found_in(
        f'<response_str ident="r" rcardinality="Ordered"><render_fib>{places}</render_fib></response_str>',
        rule('<varequal respident="r" index="1">Fe</varequal>', score="50", action="Add"),
        rule('<varequal respident="r" index="2">Au</varequal>', score="50", action="Add"),
    )

    [item] = found.items
    assert (item.stem, item.gaps) == ("Which [a] or [b]?\nIron is _____ and gold is _____.", ("Fe", "Au"))


def test_the_question_may_stand_where_its_answer_is_typed() -> None:
    asked = "<material><mattext>13 x 13?</mattext></material>"
    item = read_item(TYPED.replace("<render_fib>", f"<render_fib>{asked}"), rule(equal("169")))

    assert (item.stem, item.answer) == ("Which [a] or [b]?\n13 x 13?", "169")


@pytest.mark.parametrize(
    "asked",
    [
        '<varsubstring respident="r">Z[uü]rich</varsubstring>',
        f"{equal('Z.*')}<var_extension><answer_is_regexp>yes</answer_is_regexp></var_extension>",
    ],
)
def test_an_answer_that_has_to_fit_a_pattern_is_not_taken_for_a_text(asked: str) -> None:
    [rejection] = found_in(TYPED, rule(asked)).rejected

    assert rejection.reason.startswith("Type not supported: answer that has to fit a pattern.")


@pytest.mark.parametrize("view", ["All", "Candidate"])
def test_what_learners_are_told_before_the_question_is_part_of_it(view: str) -> None:
    told = f'<rubric view="{view}"><material><mattext>Choose one.</mattext></material></rubric>'

    assert read_item(choice(), rule(equal("B")), after=told).stem == "Choose one.\nWhich [a] or [b]?"


@pytest.mark.parametrize(
    "shown",
    [
        feedback("q1", "Because."),
        feedback("x", "Because.")
        .replace("<material>", "<solution><material>")
        .replace("</material>", "</material></solution>"),
    ],
)
def test_feedback_named_like_its_question_and_a_solution_explain(shown: str) -> None:
    assert read_item(choice(), rule(equal("B")), after=shown).explanation == "Because."


def test_questions_of_one_ident_are_all_read() -> None:
    key = f"<resprocessing>{rule(equal('B'))}</resprocessing>"
    texts = [f"<material><mattext>{stem}</mattext></material>" for stem in ("One?", "Two?", "Two?")]
    items = "".join(
        f'<item ident="q"><presentation>{text}{choice()}</presentation>{key}</item>' for text in texts
    )
    found = qti12.read(f"<questestinterop>{items}</questestinterop>".encode(), "quiz.xml")

    assert [item.stem for item in found.items] == ["One?", "Two?"]
    assert found.items[0].id == "q"
    assert found.items[1].id != "q"
    assert [rejection.number for rejection in found.rejected] == [3]


GROUPED = "".join(
    f'<response_label ident="{ident}" {more}><material><mattext>{text}</mattext></material></response_label>'
    for ident, text, more in (
        ("1", "Fe", 'match_group="3,4,5"'),
        ("2", "Au", 'match_group="3,4,5"'),
        ("3", "iron", ""),
        ("4", "gold", ""),
        ("5", "lead", ""),
    )
)
DRAGGED = (
    f'<response_grp ident="r" rcardinality="Multiple"><render_choice>{GROUPED}</render_choice></response_grp>'
)


@pytest.mark.parametrize("pairs", [("1,3", "2,4"), ("3, 1", "4, 2")])
def test_what_is_dragged_to_one_match_each_is_a_matching(pairs: tuple[str, str]) -> None:
    drawn = [rule(f'<varsubset respident="r">{pair}</varsubset>', score="1", action="Add") for pair in pairs]

    item = read_item(DRAGGED, *drawn)

    assert [(pair.prompt, pair.match) for pair in item.pairs] == [
        ("Fe", "iron"),
        ("Au", "gold"),
        ("", "lead"),
    ]


@pytest.mark.parametrize("pairs", [("1,3",), ("1,3", "2,4", "2,5"), ("3,4", "1,2"), ("1,9", "2,4"), ()])
def test_what_is_dragged_otherwise_is_not_studied(pairs: tuple[str, ...]) -> None:
    drawn = [rule(f'<varsubset respident="r">{pair}</varsubset>', score="1", action="Add") for pair in pairs]

    [rejection] = found_in(DRAGGED, *drawn).rejected

    assert rejection.reason.startswith("Type not supported: drag and drop.")


def test_a_cloze_of_ilias_may_have_blanks_of_several_kinds() -> None:
    chosen = f'<response_lid ident="g"><render_choice>{labels("wet", "dry")}</render_choice></response_lid>'
    text = "<material><mattext>is</mattext></material>"

    item = read_item(
        TYPED + text + chosen,
        rule(equal("Fe"), score="1", action="Add"),
        rule(equal("wet", "g"), score="1", action="Add"),
        kind="CLOZE QUESTION",
    )

    assert (item.stem, item.gaps) == ("Which [a] or [b]? _____ is _____", ("Fe", "wet"))


def test_answers_that_blackboard_names_are_shown_in_its_words() -> None:
    named = (
        '<response_lid ident="r"><render_choice>' + labels("yes_no.true", "yes_no.false") + "</render_choice>"
    )

    item = read_item(named + "</response_lid>", rule(equal("yes_no.false")))

    assert [(option.text, option.correct) for option in item.options] == [("Yes", False), ("No", True)]


def test_a_jumbled_sentence_is_a_cloze() -> None:
    responses = "".join(
        f'<response_lid ident="{name}"><render_choice>{labels("cat", "dog")}</render_choice></response_lid>'
        for name in "ab"
    )

    item = read_item(
        responses, rule(f"<and>{equal('dog', 'a')}{equal('cat', 'b')}</and>"), kind="Jumbled Sentence"
    )

    assert (item.stem, item.gaps) == ("Which _____ or _____?", ("dog", "cat"))


NUMBER = TYPED.replace("<render_fib>", '<render_fib fibtype="Decimal">')


def test_each_of_several_right_numbers_is_accepted() -> None:
    [item] = found_in(NUMBER, rule(f"<or>{equal('1')}{equal('2')}</or>")).items

    assert [(one.text, one.weight) for one in item.accepted] == [("1", 100), ("2", 100)]


@pytest.mark.parametrize("bound", ["vargte", "varlt"])
def test_a_number_with_one_bound_is_rejected(bound: str) -> None:
    read = found_in(NUMBER, rule(f'<{bound} respident="r">1</{bound}>'))

    assert "above or below another" in read.rejected[0].reason


def test_an_answer_that_has_to_hold_several_words_is_rejected_and_one_or_the_other_is_not() -> None:
    both = found_in(TYPED, rule(f"<and>{equal('iron')}{equal('ore')}</and>"))
    either = found_in(TYPED, rule(f"{equal('iron')}{equal('ore')}"))

    assert "several words" in both.rejected[0].reason
    assert [one.text for one in either.items[0].accepted] == ["iron", "ore"]


def test_the_right_options_may_be_named_as_one_subset() -> None:
    subset = '<varsubset respident="r" setmatch="Exact">A,B</varsubset>'

    [item] = found_in(choice("Multiple"), rule(subset)).items

    assert [option.correct for option in item.options] == [True, True, False]
