"""A block of numbered text as an item: which kind it is, and what its key names."""

from __future__ import annotations

import re
from collections import defaultdict

from questions.errors import QuestionsError
from questions.formats import numbered_lines as signs
from questions.formats.drafts import EMPTY, Draft, DraftOption, Text
from questions.formats.identity import normal
from questions.formats.intake import Fetch, Intake
from questions.formats.numbered_block import Block
from questions.formats.numbered_lines import Piece, text_of
from questions.formats.records import not_supported
from questions.formats.studyable import BLANK, decimal
from questions.model import Accepted, Item, Kind

_OPEN_TYPES = {"ES": "essay", "OR": "ordering", "CT": "categorization", "HS": "hot spot"}
_LETTERS = re.compile(r"[(\[]?([A-Za-z])[)\].]?(?:\s*(?:[,;&/]|and\b)\s*[(\[]?([A-Za-z])[)\].]?)*$")
_LETTER_AND_TEXT = re.compile(r"[(\[]?([A-Za-z])[)\].:]\s*\S|([A-Za-z])\s+[–—-]\s")
_RUN_OF_LETTERS = re.compile(r"[A-J]{2,10}$|[a-j]{2,4}$")
_TRUTHS = {"true": True, "t": True, "false": False, "f": False}
_RANGE = re.compile(r"\[\s*(\S{1,40}?)\s*,\s*(\S{1,40}?)\s*\]$")
_MARGIN = re.compile(r"(\S{1,40})\s*(?:\+-|\+/-|±)\s*([^\s%]{1,40})\s*(%?)$")
_ONE_BLANK = re.compile("_{3,}")
_SHORT = 4
"""Words of an answer that a learner can be asked to type as it stands."""


def item_of(block: Block, intake: Intake, fetch: Fetch) -> Item:
    """The item. Raises QuestionsError where the block has no key, or is of a kind that cannot be studied."""
    for what in block.lost:
        intake.lost[what] += 1
    if block.type in _OPEN_TYPES or block.is_open:
        raise not_supported(_OPEN_TYPES.get(block.type, "essay or file upload"))
    return _Reading(block, intake, fetch).item()


class _Reading:
    """One block on its way to an item."""

    def __init__(self, block: Block, intake: Intake, fetch: Fetch) -> None:
        self._block = block
        self._intake = intake
        self._fetch = fetch

    def item(self) -> Item:
        """The item that the block makes."""
        block = self._block
        if block.labelled or block.type in {"MB", "MD", "MT"}:
            draft = self._pairs() if block.type == "MT" else self._gaps()
        elif block.numeric:
            draft = self._draft(Kind.NUMERIC, accepted=(_number(block.numeric),))
        elif block.typed:
            draft = self._draft(Kind.SHORT_ANSWER, accepted=_accepted(block.typed))
        elif block.type == "SA" and block.options:
            texts = [self._plain(option.pieces) for option in block.options]
            draft = self._draft(Kind.SHORT_ANSWER, accepted=_accepted(texts))
        elif block.options:
            draft = self._choice()
        else:
            draft = self._answered()
        return draft.item()

    def _draft(
        self,
        kind: Kind,
        *,
        stem: Text | None = None,
        options: tuple[DraftOption, ...] = (),
        accepted: tuple[Accepted, ...] = (),
        pairs: tuple[tuple[Text, str], ...] = (),
        gaps: tuple[str, ...] = (),
        answer: Text = EMPTY,
    ) -> Draft:
        return Draft(
            kind=kind,
            stem=stem or self._text(self._block.stem),
            options=options,
            accepted=accepted,
            pairs=pairs,
            gaps=gaps,
            answer=answer,
            explanation=self._text(self._block.explanation),
            tags=tuple(self._block.tags),
        )

    def _text(self, pieces: list[Piece], *, emphasis: bool = True) -> Text:
        return text_of(pieces, self._intake, fetch=self._fetch, emphasis=emphasis)

    def _plain(self, pieces: list[Piece]) -> str:
        return "\n".join(piece.text for piece in pieces if piece.text)

    def _choice(self) -> Draft:
        block = self._block
        right, by_looks = self._right()
        truths = [_TRUTHS.get(self._plain(option.pieces).lower().rstrip(".")) for option in block.options]
        if block.type == "TF" and len(truths) == 1 and truths[0] is not None:
            return self._truth(truths[0])
        if sorted(truths, key=str) == [False, True] and len(right) == 1:
            return self._truth(truths[next(iter(right))] is True)
        several = len(right) > 1 or block.is_several or block.type == "MA"
        options = (
            DraftOption(
                text=self._text(option.pieces, emphasis=not by_looks),
                correct=place in right,
                why=self._text(option.why),
            )
            for place, option in enumerate(block.options)
        )
        return self._draft(Kind.MULTIPLE_ANSWER if several else Kind.MULTIPLE_CHOICE, options=tuple(options))

    def _right(self) -> tuple[set[int], bool]:
        """The places of the right options, and whether their looks told: marks come first, then the key."""
        options = self._block.options
        marked = {place for place, option in enumerate(options) if option.is_marked}
        looks = {place for place, option in enumerate(options) if option.pieces[0].is_emphasised}
        key = _without_exam_data(self._block.key)
        named = self._named(key) if key else set()
        if marked and named and marked != named:
            raise QuestionsError(
                f'The options marked right are not those that the key "{key}" names.',
                advice="Mark them in one way only.",
            )
        if marked or named:
            return marked or named, looks == (marked or named)
        return (looks, True) if len(looks) < len(options) else (set(), False)

    def _named(self, key: str) -> set[int]:
        texts = [normal(self._plain(option.pieces)) for option in self._block.options]
        if normal(key) in texts:
            return {texts.index(normal(key))}
        if _LETTERS.match(key):
            letters = re.findall(r"\b[A-Za-z]\b", key)
        elif _RUN_OF_LETTERS.match(key):
            letters = list(key)
        elif found := _LETTER_AND_TEXT.match(key):
            letters = [found[1] or found[2]]
        elif key.lower() in _TRUTHS and _TRUTHS[key.lower()] in (
            truths := [_TRUTHS.get(one) for one in texts]
        ):
            return {truths.index(_TRUTHS[key.lower()])}
        else:
            letters = []
        named = {one.letter or chr(ord("a") + n): n for n, one in enumerate(self._block.options)}
        places = {named.get(letter.lower(), -1) for letter in letters}
        told = [_TRUTHS.get(one) for one in texts]
        if sorted(told, key=str) == [False, True] and letters and -1 in places:
            return {told.index(_TRUTHS[letter.lower()]) for letter in letters if letter.lower() in _TRUTHS}
        if not places or -1 in places:
            raise QuestionsError(
                f'The key "{key[:80]}" names none of the {len(texts)} options.',
                advice="Give the letter of the right option, or its text.",
            )
        return places

    def _truth(self, truth: bool) -> Draft:  # noqa: FBT001 - it is what is said
        texts = {_TRUTHS.get(self._plain(one.pieces).lower().rstrip(".")): one for one in self._block.options}
        options = (
            DraftOption(
                text=Text(text=str(value)),
                correct=value is truth,
                why=self._text(texts[value].why) if value in texts else EMPTY,
            )
            for value in (True, False)
        )
        return self._draft(Kind.TRUE_FALSE, options=tuple(options))

    def _answered(self) -> Draft:
        """A question without options whose answer is said: typed where it is short, else recalled."""
        key = self._block.key
        if not key:
            raise QuestionsError(
                "The question has no options and no answer.",
                advice='Add its options, each with its letter, or a line "Answer: ..." below it.',
            )
        if key.lower().rstrip(".") in _TRUTHS and (len(key) > 1 or self._asks_for_truth()):
            return self._truth(_TRUTHS[key.lower().rstrip(".")])
        if re.fullmatch("[A-Ja-j]", key) and not self._block.is_asked:
            raise QuestionsError(
                f'The key is "{key}", but no options were found.',
                advice='Write each on a line of its own, with its letter before it, as in "a. ...".',
            )
        stem = self._text(self._block.stem)
        if len(_ONE_BLANK.findall(stem.text)) == 1:
            with_blank = Text(text=_ONE_BLANK.sub(BLANK, stem.text), markup=stem.markup)
            return self._draft(Kind.CLOZE, stem=with_blank, answer=self._intake.plain(key))
        if len(key.split()) > _SHORT or self._block.is_asked:
            return self._draft(Kind.FLASHCARD, stem=stem, answer=self._intake.auto(key))
        return self._draft(Kind.SHORT_ANSWER, stem=stem, accepted=(Accepted(text=key.rstrip(".") or key),))

    def _asks_for_truth(self) -> bool:
        return (
            re.search(
                r"\bT(?:rue)?(?:\s?/\s?|\sor\s|\s)F(?:alse)?\b", self._plain(self._block.stem), re.IGNORECASE
            )
            is not None
        )

    def _gaps(self) -> Draft:
        """A text with [labels], and for each its answers: all that are accepted, or those to choose from."""
        answers: dict[str, list[str]] = defaultdict(list)
        for line in self._block.labelled:
            texts = line["text"].split(",") if self._block.type == "MB" else [line["text"]]
            is_right = line["mark"] is not None or self._block.type != "MD"
            self._intake.lost["further answer or option of a gap"] += len(texts) - is_right
            of_label = answers[line["label"].strip()]
            of_label += [texts[0].strip()] if is_right else []
        source = _ONE_BLANK.sub(lambda run: run[0][:4], self._plain(self._block.stem))
        gaps: list[str] = []

        def blank(place: re.Match[str]) -> str:
            if place[1] not in answers:
                return place[0]
            if not answers[place[1]]:
                raise QuestionsError(
                    f'The gap "[{place[1]}]" has no right answer.', advice='Mark it with "*".'
                )
            gaps.append(answers[place[1]][0])
            return BLANK

        stem = self._intake.auto(re.sub(r"\[([\w .-]{1,60})\]", blank, source))
        if not gaps:
            raise QuestionsError(
                "The text has no gap.", advice='Write one as "[gap1]", and below it "gap1: answer".'
            )
        if len(gaps) == 1:
            return self._draft(Kind.CLOZE, stem=stem, answer=self._intake.plain(gaps[0]))
        return self._draft(Kind.CLOZE, stem=stem, gaps=tuple(gaps))

    def _pairs(self) -> Draft:
        matches = {
            line["label"].strip(): line["text"].strip() for line in self._block.labelled if not line["match"]
        }
        left = [line for line in self._block.labelled if line["match"]]
        pairs = [(self._intake.auto(line["text"]), matches.get(line["match"].strip(), "")) for line in left]
        used = {match for _, match in pairs}
        spare = [(EMPTY, match) for match in matches.values() if match not in used]
        return self._draft(Kind.MATCHING, pairs=(*pairs, *spare))


def _accepted(texts: list[str]) -> tuple[Accepted, ...]:
    return tuple(Accepted(text=text) for text in dict.fromkeys(text.strip() for text in texts))


def _number(text: str) -> Accepted:
    """A number as text2qti has it: "5", "1.41 +- 0.01", "100 +- 5%", "[1.40, 1.42]"."""
    text = text.strip().replace("_", "")
    try:
        if limits := _RANGE.match(text):
            low, high = decimal(limits[1]), decimal(limits[2])
            return Accepted(text=f"{(low + high) / 2:f}", tolerance=f"{abs(high - low) / 2:f}")
        if margin := _MARGIN.match(text):
            number, within = decimal(margin[1]), decimal(margin[2])
            within = abs(number) * within / 100 if margin[3] else within
            return Accepted(text=margin[1], tolerance=f"{within:f}")
    except ValueError:
        return Accepted(text=text, tolerance="0")  # refused as every number that is none
    return Accepted(text=text, tolerance="0")


def _without_exam_data(key: str) -> str:
    """The key without what ExamView puts behind it."""
    return signs.EXAMVIEW.sub("", key).strip()
