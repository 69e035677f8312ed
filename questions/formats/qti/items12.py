"""A QTI 1.2 ``item`` as an item: what kind of question it is, by its metadata or else by its structure."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from questions.errors import QuestionsError
from questions.formats.drafts import Draft, DraftOption, Text
from questions.formats.qti import scoring
from questions.formats.qti.feedback import Feedback
from questions.formats.qti.grouped import dragged_pairs
from questions.formats.qti.kinds12 import EITHER_OR, stated_kind
from questions.formats.qti.material import Texts
from questions.formats.qti.numbers import accepted_numbers
from questions.formats.qti.presentation import Label, Presentation, Response
from questions.formats.records import not_supported
from questions.formats.xml_tree import Node
from questions.model import Accepted, Item, Kind

TOPIC, KEYWORD = "qmd_topic", "qmd_keywords"
_VERDICTS = {"correct": "True", "wrong": "False"}


def ident_of(item: Node) -> str:
    """What an item is called by the program that wrote it; empty where it gives none."""
    return item.get("ident") or dict(fields(item)).get("bbmd_asi_object_id", "")


def fields(node: Node) -> list[tuple[str, str]]:
    """The metadata of an item, a quiz or a bank itself: labels in small letters, and their entries."""
    found = []
    for holder in (node, *node.children("itemmetadata")):
        for metadata in (holder, *holder.children("qtimetadata")):
            labelled = (
                *metadata.children("qtimetadatafield"),
                *metadata.children("qti_metadatafield"),
            )  # D2L's
            found += [(one.said("fieldlabel").lower(), one.said("fieldentry")) for one in labelled]
            found += [
                (child.tag.lower(), "".join(child.itertext()).strip()) for child in metadata if not len(child)
            ]
    return found


def item_of(node: Node, texts: Texts, *, ident: str, category: tuple[str, ...]) -> Item:
    """The item of an element. Raises QuestionsError where it cannot be studied."""
    reader = _Reader(node, texts)
    metadata = fields(node)
    draft = reader.draft(stated_kind(metadata))
    topics = tuple(entry for label, entry in metadata if label == TOPIC and entry)
    points = next((entry for label, entry in metadata if label == "points_possible"), "1")
    texts.lose("points other than 1", points not in {"1", "1.0", "1.00"})
    return Draft(
        **vars(draft)
        | {
            "id": ident,
            "name": " ".join(node.get("title", "").split()),
            "category": (*category, *topics),
            "tags": tuple(entry for label, entry in metadata if label == KEYWORD),
        }
    ).item()


class _Reader:
    """Reads one item; there is a method for each kind."""

    def __init__(self, node: Node, texts: Texts) -> None:
        self.texts = texts
        self._node = node
        self._shown = Presentation(texts=texts)
        for rubric in node.children("rubric"):
            if rubric.get("view", "All").lower() in {"all", "candidate"}:
                self._shown.read(rubric)
        for presentation in node.children("presentation"):
            self._shown.read(presentation)
        self._rules = scoring.rules(node)
        self._responses = self._shown.responses

    def draft(self, stated: str | None) -> Draft:
        """The draft of the item, of the kind that is stated if any is."""
        kind = stated or self._kind()
        if not self._responses:
            raise not_supported("text without a question")
        self._feedback = Feedback(self._node, self._rules, self.texts, by_rule=kind == "number")
        makers: dict[str, Callable[[], Draft]] = {
            "choice": self._choice,
            "truth": self._choice,
            "answers": self._answers,
            "words": self._words,
            "number": self._number,
            "blanks": lambda: self._blanks(offered=stated is None),
            "dropdowns": lambda: self._blanks(offered=True),
            "matching": self._matching,
            "statements": self._statements,
            "groups": self._groups,
        }
        draft = makers[kind]()
        if stated != "choice" and draft.kind is Kind.MULTIPLE_CHOICE:
            draft = as_truth(draft)
        return Draft(**vars(draft) | {"explanation": self._feedback.explanation})

    def _kind(self) -> str:
        """The kind by the structure. Raises QuestionsError where it is one that is not studied."""
        inside = {node.tag for node in self._node.iter()}
        for signs, what in (
            ({"calculated"}, "formula"),
            ({"response_xy", "render_hotspot"}, "hot spot"),
            ({"render_slider"}, "slider"),
        ):
            if inside & signs:
                raise not_supported(what)
        if any(one.cardinality == "ordered" and not one.is_typed for one in self._responses):
            raise not_supported("ordering")
        if "response_grp" in inside:
            return "groups"
        typed = [response.is_typed for response in self._responses]
        if any(typed) and not all(typed):
            raise not_supported("several kinds of answers in one question")
        if len(typed) > 1:
            is_matching = not typed[0] and not self._names() and all(one.asked for one in self._responses)
            return "matching" if is_matching else "blanks"
        return self._kind_of_one() if typed else ""

    def _kind_of_one(self) -> str:
        [response] = self._responses
        if not response.is_typed:
            if self._verdicts():
                return "statements"
            return "answers" if response.cardinality == "multiple" else "truth"
        bounds = ("vargte", "vargt", "varlte", "varlt")
        has_range = any(True for rule in self._rules for _ in scoring.tests(rule.condition, *bounds))
        if response.is_numeric or has_range:
            return "number"
        if not scoring.right_answers(self._rules, response.ident):
            raise not_supported("essay")
        return "words"

    def _choice(self) -> Draft:
        response = self._responses[0]
        idents = [label.ident for label in response.labels]
        scores = scoring.single_scores(self._rules, response.ident, idents)
        most = max(scores.values(), default=0)
        key = frozenset(ident for ident, score in scores.items() if score == most > 0)
        weights = {
            ident: 100 * score / most
            for ident, score in scores.items()
            if most > 0 and score not in {0, most}
        }
        return self._chosen(Kind.MULTIPLE_CHOICE, response, key, weights)

    def _answers(self) -> Draft:
        response = self._responses[0]
        key, points = scoring.multiple_key(self._rules, response.ident)
        whole = sum(value for value in points.values() if value > 0)
        weights = {ident: 100 * value / whole for ident, value in points.items() if whole}
        return self._chosen(Kind.MULTIPLE_ANSWER, response, key, weights)

    def _chosen(
        self, kind: Kind, response: Response, key: frozenset[str], weights: dict[str, float]
    ) -> Draft:
        options = []
        for label in response.labels:
            if label.is_empty and label.ident not in key:
                self.texts.lose("empty option")
                continue
            weight = weights.get(label.ident)
            options.append(
                DraftOption(
                    text=EITHER_OR.get(label.text.text, label.text),
                    correct=label.ident in key,
                    why=self._feedback.why(response.ident, label.ident),
                    weight=None if weight is None else max(-100.0, min(100.0, round(weight, 5))),
                )
            )
        return Draft(kind=kind, stem=self._shown.stem(), options=tuple(options))

    def _verdicts(self) -> dict[str, str]:
        """OLAT's Kprim: for each option whether it is right or wrong, which has to be said of all."""
        right = scoring.right_answers(self._rules, self._responses[0].ident)
        judged = (answer.rpartition(":") for answer in right)
        return {ident: _VERDICTS[word] for ident, _, word in judged if word in _VERDICTS}

    def _statements(self) -> Draft:
        verdicts = self._verdicts()
        labels = self._responses[0].labels
        pairs = tuple((label.text, verdicts.get(label.ident, "")) for label in labels)
        return Draft(kind=Kind.MATCHING, stem=self._shown.stem(), pairs=pairs)

    def _words(self) -> Draft:
        if scoring.asks_for_pattern(self._rules):
            raise not_supported("answer that has to fit a pattern")
        if scoring.asks_for_all_words(self._rules):
            raise not_supported("answer that has to hold several words")
        response = self._responses[0]
        gaining = [rule for rule in self._rules if (rule.points or 0) > 0]
        most = max((rule.points or 0 for rule in gaining), default=0)
        accepted: dict[str, Accepted] = {}
        exact_case = False
        for rule in gaining:
            for test in scoring.tests(rule.condition):
                answer = "".join(test.itertext()).strip()
                exact_case = exact_case or test.get("case", "").lower() == "yes"
                self.texts.lose("part of an answer, taken as the whole", test.tag != "varequal")
                why = self.texts.plain(self._feedback.why(response.ident, answer))
                weight = 100 * (rule.points or 0) / most
                accepted.setdefault(answer, Accepted(text=answer, weight=round(weight, 5), why=why))
        return Draft(
            kind=Kind.SHORT_ANSWER,
            stem=self._stem_of_typed(),
            accepted=tuple(accepted.values()),
            exact_case=exact_case,
        )

    def _number(self) -> Draft:
        accepted = accepted_numbers(self._rules, lambda rule: self.texts.plain(self._feedback.of_rule(rule)))
        return Draft(kind=Kind.NUMERIC, stem=self._stem_of_typed(), accepted=accepted)

    def _stem_of_typed(self) -> Text:
        """The stem, with a blank where text goes on behind the answer."""
        is_last = isinstance(self._shown.pieces[-1], Response)
        return self._shown.stem() if is_last else self._shown.stem_with_places()

    def _blanks(self, *, offered: bool) -> Draft:
        """``offered``: what its blanks list is to choose from, not all right."""
        names = self._names()
        if names:
            source = self._shown.source()
            order = sorted(names, key=lambda ident: source.index(f"[{names[ident]}]"))
            stem = self._shown.stem_with({ident: names[ident] for ident in order})
            by_ident = {response.ident: response for response in self._responses}
            responses = [by_ident[ident] for ident in order]
        else:
            responses = list(self._responses)
            stem = self._shown.stem_with_places() if len(responses) > 1 else self._stem_of_typed()
        if scoring.asks_for_pattern(self._rules) or any(
            label.get("scoring_algorithm") == "TextRegex" for label in self._node.inside("response_label")
        ):
            raise not_supported("answer that has to fit a pattern")
        answers = [self._answer_of(response, offered=offered) for response in responses]
        if len(answers) == 1:
            return Draft(kind=Kind.CLOZE, stem=stem, answer=answers[0])
        return Draft(kind=Kind.CLOZE, stem=stem, gaps=tuple(self.texts.plain(answer) for answer in answers))

    def _names(self) -> dict[str, str]:
        """For each response that has a place in the stem, "[name]", the name, as the source has it."""
        source = self._shown.source()
        found = {}
        for response in self._responses:
            asked = self.texts.joined(response.asked).text
            for name in (response.ident.removeprefix("response_"), asked):
                if name and f"[{escape(name, quote=False)}]" in source:
                    found[response.ident] = escape(name, quote=False)
                    break
        return found

    def _answer_of(self, response: Response, *, offered: bool) -> Text:
        """What belongs in a blank; what else it takes or offers is counted as lost."""
        right = scoring.right_answers(self._rules, response.ident, response.index)
        if not response.labels or response.is_typed:
            self.texts.lose("further answer of a blank", max(0, len(right) - 1))
            return self.texts.intake.plain(right[0] if right else "")
        labels = [label for label in response.labels if label.ident in right] or list(response.labels[:1])
        answer = labels[0]
        others = [one for one in response.labels if one.text.text.casefold() != answer.text.text.casefold()]
        chosen = offered or any(node.get("answer_type") for node in response.node.inside("response_label"))
        self.texts.lose("choice offered for a blank" if chosen else "further answer of a blank", len(others))
        return answer.text

    def _matching(self) -> Draft:
        pairs: list[tuple[Text, str]] = []
        for response in self._responses:
            right = scoring.right_answers(self._rules, response.ident)
            if len(right) > 1:
                raise not_supported("matching with several matches for one line")
            label = next((one for one in response.labels if one.ident in right), None)
            match = self._match(response, label) if label else ""
            prompt = self.texts.joined(response.asked, "\n")
            if prompt.text or match:  # Canvas keeps the lines that were left empty
                pairs.append((prompt, match))
        once = list(dict.fromkeys(pairs))
        self.texts.lose("line of a matching that stands there already", len(pairs) - len(once))
        used = {match for _, match in pairs}
        offered = (self._match(one, label) for one in self._responses for label in one.labels)
        spare = (match for match in dict.fromkeys(offered) if match and match not in used)
        once += [(Text(text=""), match) for match in spare]
        return Draft(kind=Kind.MATCHING, stem=self._shown.stem_without_asked(), pairs=tuple(once))

    def _groups(self) -> Draft:
        if len(self._responses) > 1:
            raise not_supported("drag and drop")
        [response] = self._responses
        pairs = dragged_pairs(response, scoring.right_answers(self._rules, response.ident), self.texts)
        return Draft(kind=Kind.MATCHING, stem=self._shown.stem(), pairs=pairs)

    def _match(self, response: Response, label: Label) -> str:
        """What is matched: the label's text, or Blackboard's text in the same place."""
        place = response.labels.index(label)
        apart = self._shown.matches
        return self.texts.plain(label.text if label.text.text or place >= len(apart) else apart[place])


def as_truth(draft: Draft) -> Draft:
    """A true/false question, "True" first, where the options say no more than that."""
    by_word = {option.text.text.strip().rstrip(".").lower(): option for option in draft.options}
    if len(draft.options) != 2 or by_word.keys() != {"true", "false"}:
        return draft
    options = tuple(
        DraftOption(**vars(by_word[word.lower()]) | {"text": Text(text=word)}) for word in ("True", "False")
    )
    if sum(option.correct for option in options) != 1:
        raise QuestionsError("The question has no one key.", advice="Mark either True or False.")
    return Draft(**vars(draft) | {"kind": Kind.TRUE_FALSE, "options": options})
