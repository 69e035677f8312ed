"""What the kinds of questions are called on pages."""

from __future__ import annotations

from questions import Kind

KIND_NAMES = {
    Kind.MULTIPLE_CHOICE: "Multiple choice",
    Kind.MULTIPLE_ANSWER: "Several right answers",
    Kind.TRUE_FALSE: "True or false",
    Kind.SHORT_ANSWER: "Short answer",
    Kind.NUMERIC: "Number",
    Kind.MATCHING: "Matching",
    Kind.FLASHCARD: "Flashcards",
    Kind.CLOZE: "Gap texts",
}
"""In the order in which pages list them."""
