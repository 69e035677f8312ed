"""The next best wrong options for an item that has some, to take the place of one that does not function."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from questions import icd10
from questions.english import content_stems
from questions.flaws import find_flaws
from questions.flaws.options import CODE
from questions.generate.codes import other_codes
from questions.generate.conditions import (
    conditions_without,
    farther_conditions_without,
    findings_asked,
    in_one,
)
from questions.generate.cues import gives_itself_away
from questions.generate.difficulty import Difficulty
from questions.generate.distractors import Distractor, Pool
from questions.generate.identity import fact_id, normal_form
from questions.generate.index import FactIndex, Neighbour
from questions.generate.multiple_choice import (
    BELONGING,
    FEWEST,
    belonging,
    is_odd_one_out,
    is_one_of_two,
    option_of,
)
from questions.generate.occurrence import things_in
from questions.generate.presentable import option_text
from questions.generate.subject import Subject
from questions.html import from_text, to_text
from questions.icd10 import Standing
from questions.model import ArticleFacts, Fact, Field, Item, Kind, Markup, Option, Task

MAX_LENT = 40  # candidates of a fact that are looked at; those of other items are counted in tens anyway


@dataclass(frozen=True, kw_only=True)
class Replacement:
    """A wrong option with its source, and the item as it reads with it."""

    option: Option
    item: Item


def replacements(
    item: Item,
    place: int,
    subject: ArticleFacts,
    index: FactIndex,
    *,
    cast_off: Collection[str] = (),
    limit: int = 3,
    seed: int = 0,
    difficulty: Difficulty = Difficulty.MEDIUM,
) -> tuple[Replacement, ...]:
    """The next best candidates for the wrong option at this place, best first, at most ``limit``.

    ``subject`` is the article that the item was made of, ``cast_off`` texts that it had once and are not to
    come back. Each has passed what generating asks: surely wrong, unlike the other options, no flaw and no
    cue in the set of options that the item has not itself. Of an item that a file brought, not made of the
    article, the key has to be a fact of it, its condition or its code. Empty where the article does not say
    what is asked, or the stem asks for what is wrong. The same arguments give the same candidates.
    """
    asked = Subject(found=subject, known=index.told_elsewhere(subject.article))
    known = _understood(in_words(item), asked)
    if known is None:
        return ()
    truths = asked.truths if _asks_for_a_fact(known) else ()
    gone = {normal_form(text) for text in (*cast_off, *(option.text for option in known.options))}
    found: list[Replacement] = []
    for one in _replaced(known, place, asked, index, cast_off, seed, difficulty):
        text = normal_form(one.option.text)
        if text not in gone and is_sound(one.item, known, one.option, truths):
            gone.add(text)
            found.append(replace(one, item=as_it_was(one.item, item)))
        if len(found) == limit:
            break
    return tuple(found)


def in_words(item: Item) -> Item:
    """The item with its texts as plain text, as what is asked of items is written for."""
    if item.markup is Markup.PLAIN:
        return item
    return replace(
        item,
        markup=Markup.PLAIN,
        stem=to_text(item.stem),
        answer=to_text(item.answer),
        explanation=to_text(item.explanation),
        options=tuple(replace(one, text=to_text(one.text), why=to_text(one.why)) for one in item.options),
    )


def _understood(item: Item, subject: Subject) -> Item | None:
    """The item as the generator would have made it of this article; None where it could not have."""
    if item.kind is not Kind.MULTIPLE_CHOICE or asks_for_what_is_wrong(item):
        return None
    if item.article_id == subject.article.id:
        return item if _still_asks(item, subject) else None
    key, code = normal_form(item.answer), subject.article.icd10
    is_named = _is_name(key, subject)
    if code and (key == normal_form(code) or (is_named and code in item.stem)):
        task = Task.WHICH_CONDITION if is_named else Task.WHICH_CODE
        return replace(item, field=Field.ICD_CODE, task=task)
    if is_named:
        asked = content_stems(item.stem)
        groups = (group for group in findings_asked(subject) if content_stems(in_one(group)) <= asked)
        facts, task = next(groups, []), Task.WHICH_CONDITION
    else:
        named = (
            fact for fact in subject.asked if key in {normal_form(fact.text), normal_form(option_text(fact))}
        )
        facts, task = list(islice(named, 1)), Task.RECOGNISE
    if not facts:
        return None
    fact = fact_id(subject.article.id, facts[0].field, in_one(facts))
    return replace(item, field=facts[0].field, fact=fact, task=task)


def _is_name(key: str, subject: Subject) -> bool:
    return key in {normal_form(subject.title), normal_form(subject.name)}


def _still_asks(item: Item, subject: Subject) -> bool:
    """Whether an item asks what it was made to ask: edited, it may ask for what a candidate has too."""
    asked = content_stems(item.stem)
    if item.field is Field.ICD_CODE:
        return (subject.article.icd10 or "?") in {*item.stem.rstrip("?").split(), item.answer}
    if item.task is not Task.WHICH_CONDITION:
        return content_stems(subject.name) <= asked
    said = (subject.said(fact) for fact in _findings_of(item, subject))
    return _is_name(normal_form(item.answer), subject) and all(content_stems(text) <= asked for text in said)


def _findings_of(item: Item, subject: Subject) -> list[Fact]:
    """The findings from which the condition is to be told, if the article still has them."""
    article_id = subject.article.id
    return next(
        (
            facts
            for facts in findings_asked(subject)
            if fact_id(article_id, facts[0].field, in_one(facts)) == item.fact
        ),
        [],
    )


def asks_for_what_is_wrong(item: Item) -> bool:
    """Whether the stem is negative, so that the wrong options are what is true."""
    return any(flaw.name == "negative stem" for flaw in find_flaws(item))


def as_it_was(changed: Item, item: Item) -> Item:
    """The item with the options of its changed form, which is as plain text and as the generator has it."""
    if item.markup is Markup.PLAIN:
        return replace(changed, field=item.field, fact=item.fact, task=item.task)
    own = dict(zip(in_words(item).options, item.options, strict=True))
    options = tuple(
        own.get(one) or replace(one, text=from_text(one.text), why=from_text(one.why))
        for one in changed.options
    )
    return replace(item, options=options)


def is_sound(changed: Item, former: Item, option: Option, truths: Collection[str] = ()) -> bool:
    """What generating asks of a whole item, less what is wrong with it already; but the new option may not be
    true, though others are: an uploaded question may ask for the best of several.
    """
    alone = replace(changed, options=tuple(one for one in changed.options if one.correct or one == option))
    if any(flaw.name == "true distractor" for flaw in find_flaws(alone, truths)):
        return False
    borne = {flaw.name for flaw in find_flaws(former, truths)}
    return {flaw.name for flaw in find_flaws(changed, truths)} <= borne and (
        not gives_itself_away(changed) or gives_itself_away(former)
    )


def _asks_for_a_fact(item: Item) -> bool:
    return item.field is not Field.ICD_CODE and item.task is not Task.WHICH_CONDITION


def _replaced(
    item: Item,
    place: int,
    subject: Subject,
    index: FactIndex,
    cast_off: Collection[str],
    seed: int,
    difficulty: Difficulty,
) -> Iterator[Replacement]:
    """What each kind of item asks its own table for: facts from other chapters once the near ones are out."""
    near = index.neighbours_of(subject.article)
    if _asks_for_a_fact(item):
        yield from _facts(item, place, subject, Pool(subject, near, difficulty), cast_off, seed)
        all_of_them = (*near, *index.strangers_to(subject.article))
        yield from _facts(item, place, subject, Pool(subject, all_of_them, difficulty), cast_off, seed)
        wide = Pool(subject, all_of_them, difficulty, is_wide=True)
        yield from _facts(item, place, subject, wide, cast_off, seed, is_wide=True)
        return
    if item.field is Field.ICD_CODE:
        options = _codes(item, subject, seed)
    else:
        strangers = index.strangers_to(subject.article)
        options = _conditions(item, subject, near, strangers, seed, difficulty)
    for option in options:
        yield Replacement(option=option, item=with_option(item, place, option))


def _facts(
    item: Item,
    place: int,
    subject: Subject,
    pool: Pool,
    cast_off: Collection[str],
    seed: int,
    *,
    is_wide: bool = False,
) -> Iterator[Replacement]:
    key = _fact_of(item, subject)
    if key is None:
        return
    things = things_in(key.field, key.text)
    wrong = [option.text for option in item.options if not option.correct]
    kept = [text for text in wrong if text != item.options[place].text]
    lent = [one for text in kept if (one := pool.lent(text))]
    for one in pool.candidates(key, f"{item.id}/{seed}", MAX_LENT, beside=(*wrong, *cast_off)):
        if not is_wide and len(wrong) == FEWEST and not is_one_of_two(one, things):
            continue
        if is_odd_one_out(key.field, things, (*lent, one)):
            continue
        option = option_of(one)
        changed = with_option(item, place, option)
        yield Replacement(option=option, item=_with_belonging(changed, (*lent, one)))


def _fact_of(item: Item, subject: Subject) -> Fact | None:
    """The fact that the item asks for, as the article has it now."""
    article_id = subject.article.id
    return next(
        (fact for fact in subject.asked if fact_id(article_id, fact.field, fact.text) == item.fact), None
    )


def _conditions(
    item: Item,
    subject: Subject,
    near: Sequence[Neighbour],
    strangers: Sequence[Neighbour],
    seed: int,
    difficulty: Difficulty,
) -> Iterator[Option]:
    salt, facts = f"{item.id}/{seed}", _findings_of(item, subject)
    if facts:
        yield from conditions_without(subject, facts, near, salt, difficulty)
        yield from farther_conditions_without(subject, facts, (*near, *strangers), salt)


def _codes(item: Item, subject: Subject, seed: int) -> Iterator[Option]:
    code = icd10.look_up(subject.article.icd10) if subject.article.icd10 else None
    return other_codes(subject, code, item, seed) if code and code.standing is Standing.VALID else iter(())


def with_option(item: Item, place: int, option: Option) -> Item:
    """The item with this option instead; codes stand by code, as they are generated."""
    options = (*item.options[:place], option, *item.options[place + 1 :])
    if all(CODE.match(one.text) for one in options):
        options = tuple(sorted(options, key=lambda one: one.text))
    return replace(item, options=options)


def _with_belonging(item: Item, wrong: Sequence[Distractor]) -> Item:
    """The item whose explanation says to which conditions the options belong that it has now."""
    before, found, _ = item.explanation.rpartition(BELONGING)
    return replace(item, explanation=before + belonging(wrong)) if found else item
