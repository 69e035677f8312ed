"""What of a record has no place in its item is known by the item, and what stands twice by its record."""

from __future__ import annotations

from questions import Loss, read_question_set
from tests.questions.formats.anki_collections import note_type, read_notes

GIFT = b"""What is on the film?
{=Lobe ~Lung}

[html]Which lobe is it? <img src\\="films/lower%20lobe.png"> <img src\\="films/lower%20lobe.png">
{=Lower ~Upper}

Essay?
{}

[html]Which side? <img src\\="//other.example/film.png">
{=Left ~Right}
"""


def test_losses_are_those_of_their_own_record() -> None:
    found = read_question_set(GIFT, name="x.gift")

    assert {found.numbers[key]: losses for key, losses in found.losses.items()} == {
        2: (Loss(what="image that is not in the file: lower lobe.png", is_media=True),),
        4: (Loss(what="image on another server", is_media=True),),
    }
    assert found.not_carried == ("image that is not in the file, 2 times", "image on another server, 1 time")


def test_what_a_question_can_be_answered_without_is_no_medium() -> None:
    found = read_question_set(b"Which lobe? {=Lower =%50%Right lower#Both ~Upper ~#None}", name="x.gift")

    assert list(found.losses.values()) == [(Loss(what="empty option", is_media=False),)]


def test_a_sound_is_the_loss_of_the_card_whose_note_has_it() -> None:
    found = read_notes(note_type(("Front", "Back")), ("one", "two"), ("heart [sound:a.mp3]", "murmur"))

    assert found.losses == {"guid2": (Loss(what="audio", is_media=True),)}
    assert found.not_carried == ("audio, 1 time",)


def test_a_record_that_comes_again_is_told_from_a_faulty_one() -> None:
    again = b"Which lobe? {=Lower ~Upper}\n\n" * 2

    found = read_question_set(again + b"Broken? {~a ~b}\n", name="x.gift")

    assert [(one.number, one.is_repeat) for one in found.rejected] == [(2, True), (3, False)]
    assert found.found == len(found.items) + len(found.rejected)
