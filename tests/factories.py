"""Rows for tests; each call states only what matters to its test."""

from __future__ import annotations

import itertools
from base64 import b64decode
from typing import Any, Protocol

from questions import image_name
from quizapp.decks import refresh_card, refresh_learners, refresh_sets
from quizapp.extensions import writing
from quizapp.models import (
    Article,
    ArticleVersion,
    Assignment,
    Card,
    Course,
    Image,
    Item,
    ItemState,
    ItemVersion,
    MemberRole,
    Membership,
    QuestionSet,
    ReviewLog,
    User,
    UserRole,
)
from quizapp.study.new_cards import keep_place

PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABc3UBGAAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""


class _Clock(Protocol):
    def now(self) -> Any: ...


class Factory:
    """Makes rows, each committed at once."""

    def __init__(self, time: _Clock) -> None:
        self._time = time
        self._number = itertools.count(1)
        self._sequences = itertools.count(1)

    def _add(self, *rows: Any) -> None:
        with writing() as session:
            session.add_all(rows)

    def user(self, role: UserRole = UserRole.STUDENT, **fields: Any) -> User:
        number = next(self._number)
        values = {
            "email": f"person{number}@example.org",
            "name": f"Person {number}",
            "password_hash": "",
            "created_at": self._time.now(),
            **fields,
        }
        user = User(role=role, **values)
        self._add(user)
        return user

    def instructor(self, **fields: Any) -> User:
        return self.user(UserRole.INSTRUCTOR, **fields)

    def administrator(self, **fields: Any) -> User:
        return self.user(UserRole.ADMINISTRATOR, **fields)

    def course(self, instructor: User, *students: User, title: str = "Orthopaedics") -> Course:
        now = self._time.now()
        course = Course(title=title, created_by_id=instructor.id, created_at=now)
        self._add(course)
        people = [
            (instructor, MemberRole.INSTRUCTOR),
            *((student, MemberRole.STUDENT) for student in students),
        ]
        self._add(
            *(
                Membership(course_id=course.id, user_id=user.id, role=role, joined_at=now)
                for user, role in people
            )
        )
        with writing() as session:
            refresh_learners(session, [student.id for student in students])
        return course

    def question_set(
        self, owner: User | None, *contents: dict[str, Any], course: Course | None = None, **fields: Any
    ) -> QuestionSet:
        """A set of live items with these contents, assigned to the course where one is given."""
        now = self._time.now()
        question_set = QuestionSet(
            **{"title": "Kissing spine", "owner_id": owner.id if owner else None, "created_at": now, **fields}
        )
        self._add(question_set)
        for position, content in enumerate(contents):
            item = Item(
                set_id=question_set.id,
                key=content["id"],
                position=position,
                state=ItemState.LIVE,
                version=1,
                kind=content["kind"],
                fact=content["fact"],
                condition=(content["condition"] or {}).get("title", ""),
                queue_order=position,
                content=content,
            )
            self._add(item)
            self._add(ItemVersion(item_id=item.id, version=1, content=content, created_at=now))
        if course is not None:
            self._add(Assignment(course_id=course.id, set_id=question_set.id, assigned_at=now))
            with writing() as session:
                refresh_sets(session, [question_set.id])
        return question_set

    def article(self, owner: User | None = None) -> Article:
        """An article of one version, of the library where nobody owns it."""
        now = self._time.now()
        owner_id = owner.id if owner else None
        article = Article(
            key=f"article-{next(self._number)}",
            title="Kissing spine",
            owner_id=owner_id,
            sha256="0",
            created_at=now,
        )
        text = "Kissing spine\n\nCauses\nPoor posture.\n"
        article.versions = [ArticleVersion(sha256="0", text=text, created_at=now)]
        self._add(article)
        return article

    def image(self, data: bytes = PICTURE) -> str:
        """The name of an image that items may show."""
        name = image_name(data)
        self._add(Image(name=name, data=data, created_at=self._time.now()))
        return name

    def card(self, user: User, item_id: int, **fields: Any) -> Card:
        """A card in the state of these fields, otherwise as after one good answer on day 1."""
        values = {
            "version": 1,
            "repetition": 1,
            "ease": 250,
            "interval_days": 1,
            "lapses": 0,
            "due_day": 2,
            "last_day": 1,
            "introduced_day": 1,
            "suspended": False,
            "flagged": False,
            **fields,
        }
        with writing() as session:
            item = session.get_one(Item, item_id)
            place = {"set_id": item.set_id, "queue_order": item.queue_order}
            card = Card(user_id=user.id, item_id=item_id, **{**place, **values})
            session.add(card)
            refresh_card(session, user.id, item_id)
            if item.state is ItemState.LIVE:
                keep_place(session.connection(), user.id, item.set_id)
            session.refresh(card)
        return card

    def logged(self, user: User, item_id: int, action: str = "answer", **fields: Any) -> int:
        """A line of the learner's log with these fields; its sequence, by default the next."""
        values = {
            "sequence": next(self._sequences),
            "item_version": 1,
            "day": 1,
            "server_time": self._time.now(),
            "scheduler": "sm2",
            "repetition": 1,
            "ease": 250,
            "interval_days": 1,
            "due_day": None,
            **fields,
        }
        self._add(ReviewLog(user_id=user.id, item_id=item_id, action=action, **values))
        return int(values["sequence"])

    def flashcard(
        self, front: str = "Name a cause of kissing spine.", back: str = "poor posture"
    ) -> dict[str, Any]:
        """The content of a flashcard, as the questions package writes it."""
        number = next(self._number)
        return {
            "id": f"flashcard-{number}",
            "article_id": None,
            "kind": "flashcard",
            "task": "recall",
            "field": None,
            "fact": "",
            "condition": None,
            "stem": f"{front} ({number})",
            "options": [],
            "answer": back,
            "explanation": "",
            "source": None,
            "tags": [],
        }

    def multiple_choice(
        self, *, key: int = 0, options: tuple[str, ...] = ("Rest", "Ice", "Heat", "Surgery")
    ) -> Any:
        """The content of a multiple-choice item whose right option stands at ``key``."""
        return {
            **self.flashcard(),
            "id": f"choice-{next(self._number)}",
            "kind": "multiple_choice",
            "task": "recognise",
            "stem": f"Which treatment is right in case {next(self._number)}?",
            "options": [
                {"text": text, "correct": place == key, "source": None, "why": f"{text} is explained."}
                for place, text in enumerate(options)
            ],
            "answer": options[key],
        }

    def multiple_answer(self, *, keys: tuple[int, ...] = (0, 2)) -> dict[str, Any]:
        """The content of an item of which the options at these places are right."""
        content = self.multiple_choice()
        options = [{**option, "correct": place in keys} for place, option in enumerate(content["options"])]
        answer = "; ".join(option["text"] for option in options if option["correct"])
        return {**content, "kind": "multiple_answer", "options": options, "answer": answer}

    def true_false(self, *, truth: bool = True) -> dict[str, Any]:
        """The content of a statement to judge."""
        content = self.multiple_choice(key=0 if truth else 1, options=("True", "False"))
        return {**content, "kind": "true_false", "stem": "Gout is caused by urate crystals."}

    def short_answer(self, *accepted: dict[str, Any], **fields: Any) -> dict[str, Any]:
        """The content of an item answered in words; "gout" where nothing else is said."""
        accepted = accepted or ({"text": "gout", "why": "Urate crystals."},)
        return {
            **self.flashcard("Which disease do urate crystals cause?", accepted[0]["text"]),
            "id": f"short-{next(self._number)}",
            "kind": "short_answer",
            "accepted": [{"tolerance": "", "weight": 100, "why": "", **one} for one in accepted],
            **fields,
        }

    def numeric(self, number: str = "7.4", tolerance: str = "0.05") -> dict[str, Any]:
        """The content of an item answered by a number."""
        content = self.short_answer({"text": number, "tolerance": tolerance})
        return {**content, "kind": "numeric", "stem": "What is the pH of arterial blood?"}

    def matching(self, *pairs: tuple[str, str]) -> dict[str, Any]:
        """The content of an item whose lines are to be matched; crystals and diseases by default."""
        pairs = pairs or (("Urate", "Gout"), ("Pyrophosphate", "Pseudogout"), ("", "Arthrosis"))
        return {
            **self.flashcard("Which crystal causes what?"),
            "id": f"matching-{next(self._number)}",
            "kind": "matching",
            "pairs": [{"prompt": prompt, "match": match} for prompt, match in pairs],
            "answer": "; ".join(f"{prompt} → {match}" for prompt, match in pairs if prompt),
        }
