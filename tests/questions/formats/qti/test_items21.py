"""QTI 2 items by their interactions and the ways in which their keys are declared."""

from __future__ import annotations

import pytest

from questions.formats import qti21
from questions.model import Item, Kind, QuestionSet

MATCH_CORRECT = (
    '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
)
MAP_RESPONSE = MATCH_CORRECT.replace("match_correct", "map_response")
CHOICES = "".join(f'<simpleChoice identifier="{one}">{one}</simpleChoice>' for one in "ABC")


def declared(*values: str, base: str = "identifier", cardinality: str = "single", mapped: str = "") -> str:
    correct = "".join(f"<value>{value}</value>" for value in values)
    correct = f"<correctResponse>{correct}</correctResponse>" if values else ""
    mapping = f"<mapping>{mapped}</mapping>" if mapped else ""
    return (
        f'<responseDeclaration identifier="R" cardinality="{cardinality}" baseType="{base}">'
        f"{correct}{mapping}</responseDeclaration>"
    )


def entry(key: str, value: float, more: str = "") -> str:
    return f'<mapEntry mapKey="{key}" mappedValue="{value}" {more}/>'


def found_in(declaration: str, body: str, processing: str = MATCH_CORRECT) -> QuestionSet:
    item = (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="q1" title="T">'
        f"{declaration}<itemBody><p>Which?</p>{body}</itemBody>{processing}</assessmentItem>"
    )
    return qti21.read(b"\xef\xbb\xbf" + item.encode(), "item.xml")


def read_item(declaration: str, body: str, processing: str = MATCH_CORRECT) -> Item:
    found = found_in(declaration, body, processing)
    assert not found.rejected
    [item] = found.items
    return item


def choice(most: int = 1) -> str:
    return f'<choiceInteraction responseIdentifier="R" maxChoices="{most}">{CHOICES}</choiceInteraction>'


def test_a_single_choice_has_its_declared_key() -> None:
    item = read_item(declared("B"), choice())

    assert (item.kind, item.answer, item.name) == (Kind.MULTIPLE_CHOICE, "B", "T")


@pytest.mark.parametrize(
    ("processing", "weights"), [(MATCH_CORRECT, [None, None, None]), (MAP_RESPONSE, [75, 25, -50])]
)
def test_points_count_only_where_the_processing_uses_them(
    processing: str, weights: list[float | None]
) -> None:
    mapped = entry("A", 3) + entry("B", 1) + entry("C", -2)
    item = read_item(declared("A", "B", cardinality="multiple", mapped=mapped), choice(0), processing)

    assert (item.kind, item.answer) == (Kind.MULTIPLE_ANSWER, "A; B")
    assert [option.weight for option in item.options] == weights


def test_a_key_may_stand_in_the_points_alone() -> None:
    item = read_item(declared(mapped=entry("A", 0.5) + entry("C", 2)), choice(), MAP_RESPONSE)

    assert (item.answer, item.options[0].weight) == ("C", 25)


def test_a_key_may_stand_in_the_conditions_alone() -> None:
    processing = (
        '<responseProcessing><responseCondition><responseIf><match><variable identifier="R"/>'
        '<baseValue baseType="identifier">B</baseValue></match><setOutcomeValue identifier="SCORE">'
        '<baseValue baseType="float">1</baseValue></setOutcomeValue></responseIf></responseCondition>'
        "</responseProcessing>"
    )

    assert read_item(declared(), choice(), processing).answer == "B"


ENTRY = '<p>It is <textEntryInteraction responseIdentifier="R"/> here.</p>'


@pytest.mark.parametrize(("more", "exact"), [("", False), ('caseSensitive="true"', True)])
def test_a_typed_word_has_its_alternatives_and_says_whether_letters_count(more: str, exact: bool) -> None:
    mapped = entry("York", 2, more) + entry("Jork", 1)
    item = read_item(declared("York", base="string", mapped=mapped), ENTRY, MAP_RESPONSE)

    assert item.kind is Kind.SHORT_ANSWER
    assert item.stem.endswith("It is _____ here.")
    assert [(one.text, one.weight) for one in item.accepted] == [("York", 100), ("Jork", 50)]
    assert item.exact_case is exact


@pytest.mark.parametrize(
    ("comparison", "tolerance"),
    [
        ('equal toleranceMode="exact"', "0"),
        ('equal toleranceMode="absolute" tolerance="0.5 0.5"', "0.5"),
        ('equal toleranceMode="relative" tolerance="10"', "1.256"),
        ('equalRounded roundingMode="decimalPlaces" figures="1"', "0.05"),
        ('equalRounded roundingMode="significantFigures" figures="3"', "0.05"),
        ('equal toleranceMode="absolute" tolerance="{template}"', "0"),
    ],
)
def test_a_number_has_the_tolerance_of_its_comparison(comparison: str, tolerance: str) -> None:
    name = comparison.split(maxsplit=1)[0]
    processing = (
        f"<responseProcessing><responseCondition><responseIf><{comparison}>"
        f'<variable identifier="R"/><correct identifier="R"/></{name}></responseIf></responseCondition>'
        "</responseProcessing>"
    )
    item = read_item(declared("12.56", base="float"), ENTRY, processing)

    assert [(one.text, one.tolerance) for one in item.accepted] == [("12.56", tolerance)]


def choices(tag: str, names: str) -> str:
    return "".join(f'<{tag} identifier="{one}">{one}!</{tag}>' for one in names)


def matching(left: str, right: str) -> str:
    sets = (
        f"<simpleMatchSet>{choices('simpleAssociableChoice', names)}</simpleMatchSet>"
        for names in (left, right)
    )
    return f'<matchInteraction responseIdentifier="R">{"".join(sets)}</matchInteraction>'


@pytest.mark.parametrize(
    ("pairs", "left", "right", "expected"),
    [
        (("A X", "B Y"), "AB", "XYZ", [("A!", "X!"), ("B!", "Y!"), ("", "Z!")]),
        (("A X", "B X"), "AB", "XY", [("A!", "X!"), ("B!", "X!"), ("", "Y!")]),
        (("A X", "A Y"), "A", "XY", [("X!", "A!"), ("Y!", "A!")]),
    ],
)
def test_pairs_are_read_from_the_side_where_each_has_one_match(
    pairs: tuple[str, ...], left: str, right: str, expected: list[tuple[str, str]]
) -> None:
    item = read_item(declared(*pairs, base="directedPair", cardinality="multiple"), matching(left, right))

    assert [(pair.prompt, pair.match) for pair in item.pairs] == expected


def test_a_net_of_pairs_is_no_matching_question() -> None:
    declaration = declared("A X", "A Y", "B X", base="directedPair", cardinality="multiple")

    [rejection] = found_in(declaration, matching("AB", "XY")).rejected

    assert "not one to one" in rejection.reason


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<extendedTextInteraction responseIdentifier="R"/>', "essay"),
        ('<uploadInteraction responseIdentifier="R"/>', "file upload"),
        ('<hotspotInteraction responseIdentifier="R"/>', "hot spot"),
        ('<orderInteraction responseIdentifier="R"/>', "ordering"),
        ('<hottextInteraction responseIdentifier="R"/>', "choosing words in a text"),
        ('<unheardOfInteraction responseIdentifier="R"/>', "unheardOf"),
        ("<p>Read.</p>", "text without a question"),
        (choice() + ENTRY, "several kinds of answers in one question"),
        (ENTRY + '<printedVariable identifier="A"/>', "question with values drawn at random"),
    ],
)
def test_what_is_not_studied_is_rejected_with_its_kind(body: str, said: str) -> None:
    [rejection] = found_in(declared("A"), body).rejected

    assert rejection.reason.startswith(f"Type not supported: {said}.")


def test_a_formula_is_kept_as_text_and_an_object_as_its_image_text() -> None:
    formula = '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac></math>'
    picture = '<object type="image/png" data="gone.png">a heart</object>'
    found = found_in(declared("B"), f"<p>{formula} {picture}</p>" + choice())

    assert found.items[0].stem == "Which?\n1/(a+b) a heart"
    assert found.not_carried == (
        "formula in MathML, kept as its text, 1 time",
        "image that is not in the file, 1 time",
    )


def test_several_names_in_one_value_are_names_all_the_same() -> None:
    tested = '<match><variable identifier="R"/><baseValue baseType="identifier">A C</baseValue></match>'
    done = '<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
    processing = (
        f"<responseProcessing><responseCondition><responseIf>{tested}{done}</responseIf>"
        "</responseCondition></responseProcessing>"
    )

    item = read_item(declared(cardinality="multiple"), choice(0), processing)

    assert [option.text for option in item.options if option.correct] == ["A", "C"]


def test_feedback_on_a_choice_not_made_is_not_said_of_that_choice() -> None:
    shown = "".join(
        f'<modalFeedback identifier="B" showHide="{when}">{when}</modalFeedback>' for when in ("show", "hide")
    )

    found = found_in(declared("B"), choice(), MATCH_CORRECT + shown)

    assert [option.why for option in found.items[0].options] == ["", "show", ""]
    assert found.items[0].explanation == ""
    assert found.not_carried == ("feedback on a wrong answer, 1 time",)
