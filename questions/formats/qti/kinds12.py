"""Kinds of QTI 1.2 questions by what Canvas, Blackboard, D2L, ILIAS and cartridges call them."""

from __future__ import annotations

from questions.formats.drafts import Text
from questions.formats.records import not_supported

_LABELS = (
    "question_type",
    "bbmd_questiontype",
    "qmd_questiontype",
    "qmd_itemtype",
    "cc_profile",
    "questiontype",  # of ILIAS
)

_STUDIED = {
    "multiple_choice_question": "choice",
    "cc.multiple_choice.v0p1": "choice",
    "true_false_question": "truth",
    "cc.true_false.v0p1": "truth",
    "true/false": "truth",
    "multiple_answers_question": "answers",
    "cc.multiple_response.v0p1": "answers",
    "multiple answer": "answers",
    "short_answer_question": "words",
    "fill_in_multiple_blanks_question": "blanks",
    "multiple_dropdowns_question": "dropdowns",
    "cloze question": "dropdowns",
    "jumbled sentence": "dropdowns",
    "matching_question": "matching",
    "matching": "matching",
    "numerical_question": "number",
    "numeric": "number",
}
_NOT_STUDIED = {
    "essay_question": "essay",
    "cc.essay.v0p1": "essay",
    "essay": "essay",
    "short response": "essay",
    "long answer": "essay",
    "file_upload_question": "file upload",
    "file upload": "file upload",
    "text_only_question": "text without a question",
    "calculated_question": "formula",
    "calculated": "formula",
    "calculated numeric": "formula",
    "arithmetic": "formula",
    "significant figures": "formula",
    "image information": "text without a question",
    "message": "text without a question",
    "formula_question": "formula",
    "hot_spot_question": "hot spot",
    "hot spot": "hot spot",
    "ordering_question": "ordering",
    "ordering": "ordering",
    "categorization_question": "categorization",
    "opinion scale": "opinion scale",
    "likert": "opinion scale",
    "quiz bowl": "quiz bowl",
    "text question": "essay",
    "textsubset question": "several answers in any order",
}
# Blackboard's own names for the answers of a question with two, which it shows in words.
EITHER_OR = {
    f"{pair}.{truth}": Text(text=word)
    for pair, words in (
        ("yes_no", ("Yes", "No")),
        ("agree_disagree", ("Agree", "Disagree")),
        ("right_wrong", ("Right", "Wrong")),
        ("true_false", ("True", "False")),
    )
    for truth, word in zip(("true", "false"), words, strict=True)
}


def stated_kind(metadata: list[tuple[str, str]]) -> str | None:
    """The kind by the metadata. Raises QuestionsError where it is one that is not studied."""
    for wanted in _LABELS:
        for label, entry in metadata:
            if label == wanted and (not_studied := _NOT_STUDIED.get(entry.lower())):
                raise not_supported(not_studied)
            if label == wanted and (kind := _STUDIED.get(entry.lower())):
                return kind
    return None
