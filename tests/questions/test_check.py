"""Every problem of a set is reported, each with its line."""

from questions.check import Problems, check_question_set
from questions.formats import read
from questions.model import Item, Kind, Markup, Option, QuestionSet, Task


def problems_of(table: str) -> Problems:
    return check_question_set(read(table.encode(), name="set.csv"))


def test_a_sound_set_has_no_problems() -> None:
    problems = problems_of("stem,answer\nWhich crystal causes gout?,Monosodium urate\n")

    assert problems == Problems(rejected=(), advice=(), set_flaws=())


def test_rejections_and_flaws_are_reported_together() -> None:
    problems = problems_of(
        "stem,option_a,option_b,option_c,key\n"
        "Which gland enlarges in Graves' disease?,Thyroid,Thymus,Parotid,\n"
        "Which crystal causes gout?,Monosodium urate,Calcium oxalate,All of the above,A\n"
    )

    assert [one.line for one in problems.rejected] == [2]
    assert any(one.line == 3 and "above" in one.flaw.message + one.flaw.words for one in problems.advice)


def test_the_line_of_advice_is_that_of_its_record_behind_quoted_line_breaks() -> None:
    problems = problems_of(
        'stem,answer\n"Which crystal\ncauses\ngout?",Monosodium urate\n"This is due to what?",Urate\n'
    )

    assert [(one.line, one.flaw.name) for one in problems.advice] == [(5, "dangling reference")]


def test_a_repeated_item_is_named_with_the_line_of_the_first() -> None:
    problems = problems_of(
        "id,stem,answer\n1,Which crystal causes gout?,Urate\n2,Which crystal  causes GOUT?,urate\n"
    )

    (found,) = (one for one in problems.advice if one.flaw.name == "duplicate")
    assert (found.item_id, found.line) == ("2", 3)
    assert '"1" on line 2' in found.flaw.message


def test_two_keys_for_one_question_contradict_each_other() -> None:
    problems = problems_of(
        "stem,option_a,option_b,option_c,key\n"
        "Which crystal causes gout?,Urate,Oxalate,Cystine,A\n"
        "Which crystal causes gout?,Oxalate,Urate,Cystine,A\n"
    )

    (found,) = (one for one in problems.advice if one.flaw.name == "contradicting keys")
    assert (found.line, found.flaw.words) == (3, "Oxalate")


def test_the_same_stem_with_other_options_is_no_repetition() -> None:
    problems = problems_of(
        "stem,option_a,option_b,option_c,key\n"
        "Which finding suggests gout?,Podagra,Rash,Cough,A\n"
        "Which finding suggests gout?,Tophi,Jaundice,Tremor,A\n"
    )

    assert not {"duplicate", "contradicting keys"} & {one.flaw.name for one in problems.advice}


def test_keys_that_always_stand_first_are_a_flaw_of_the_set() -> None:
    rows = "".join(
        f"Which organ does disease number {n} affect?,Liver,Heart,Spleen,Brain,A\n" for n in range(60)
    )

    problems = problems_of(f"stem,option_a,option_b,option_c,option_d,key\n{rows}")

    assert "key position" in {flaw.name for flaw in problems.set_flaws}


def test_flaws_of_html_are_looked_for_in_its_words() -> None:
    def option(text: str, *, correct: bool = False) -> Option:
        return Option(text=f"<p>{text}</p>", correct=correct)

    item = Item(
        id="1",
        kind=Kind.MULTIPLE_CHOICE,
        task=Task.RECOGNISE,
        markup=Markup.HTML,
        stem="<p>Which crystal causes <em>gout</em>?</p>",
        answer="<p>Urate</p>",
        options=(
            option('<span lang="en">Urate</span>', correct=True),
            option("Oxalate"),
            option("All of the <b>above</b>"),
        ),
    )
    whole = QuestionSet(title="", format="gift", encoding="utf-8", found=1, items=(item,))

    problems = check_question_set(whole)

    assert [one.flaw.name for one in problems.advice] == ["all or none of the above"]
