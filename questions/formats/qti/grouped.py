"""Matching of QTI 1.2 in which labels of one response are dragged to others of it, as ILIAS has it."""

from __future__ import annotations

from questions.formats.drafts import EMPTY, Text
from questions.formats.qti.material import Texts
from questions.formats.qti.presentation import Response
from questions.formats.records import not_supported


def dragged_pairs(response: Response, answers: list[str], texts: Texts) -> tuple[tuple[Text, str], ...]:
    """What is dragged, which names the group that it may go to, with its match; then the matches too many.

    ``answers`` are pairs of names, "1,3". Raises QuestionsError where not each has one match of its own list.
    """
    labels = response.node.inside("response_label")
    dragged = {label.get("ident", "") for label in labels if label.get("match_group")}
    by_name = {label.ident: label.text for label in response.labels}
    pairs = [[name.strip() for name in answer.split(",")] for answer in answers]
    right = dict(pair if pair[0] in dragged else pair[::-1] for pair in pairs if len(pair) == 2)
    is_one_to_one = right.keys() == dragged and len(right) == len(pairs)
    if not dragged or not is_one_to_one or not set(right.values()) <= by_name.keys() - dragged:
        raise not_supported("drag and drop")
    made = [(text, texts.plain(by_name[right[name]])) for name, text in by_name.items() if name in dragged]
    spare = by_name.keys() - dragged - set(right.values())
    made += [(EMPTY, texts.plain(text)) for name, text in by_name.items() if name in spare]
    return tuple(made)
