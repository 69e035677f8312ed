"""A learner with answered cards, their exports, and Anki itself, which is here for tests only."""

from __future__ import annotations

import os
import time as clock_of_the_machine
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from anki.collection import (
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

from quizapp.extensions import db
from quizapp.models import Upload
from quizapp.scheduling.card import CardState
from quizapp.transfer import service
from quizapp.transfer.identity import Identity
from quizapp.transfer.own import own_cards
from tests.quizapp.study.conftest import Learner, deck, learner

__all__ = ["deck", "learner"]


@dataclass
class Anki:
    """A collection of Anki's own. Its clock is the machine's: days of the tests are counted from today."""

    folder: Path
    collection: Collection

    def take(self, package: bytes, name: str = "in.apkg") -> Any:
        """Import a package with its schedule, as File, Import does."""
        path = self.folder / name
        path.write_bytes(package)
        options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=False)
        request = ImportAnkiPackageRequest(package_path=str(path), options=options)
        return self.collection.import_anki_package(request).log

    def give(self, *, legacy: bool = False) -> bytes:
        """Export everything with its schedule."""
        path = self.folder / "out.apkg"
        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=False, with_media=False, legacy=legacy
        )
        self.collection.export_anki_package(out_path=str(path), options=options, limit=None)
        return path.read_bytes()

    def cards(self) -> dict[str, Any]:
        """Every card by its note's GUID."""
        cards = (self.collection.get_card(number) for number in self.collection.find_cards(""))
        return {card.note().guid: card for card in cards}

    def reviews(self) -> list[tuple[Any, ...]]:
        return list(self.collection.db.all("SELECT * FROM revlog ORDER BY id"))


@pytest.fixture
def anki(tmp_path: Path, machine_in: Callable[[str], None]) -> Iterator[Anki]:
    machine_in("UTC")
    folder = tmp_path / "anki"
    folder.mkdir()
    collection = Collection(str(folder / "collection.anki2"))
    yield Anki(folder=folder, collection=collection)
    collection.close()


@pytest.fixture
def machine_in() -> Iterator[Callable[[str], None]]:
    """Puts the machine, and so Anki, into a time zone."""
    before = os.environ.get("TZ")

    def move(zone: str) -> None:
        if os.environ.get("TZ") == zone:
            return
        os.environ["TZ"] = zone
        clock_of_the_machine.tzset()
        clock_of_the_machine.sleep(1.1)  # Anki's clock looks at the zone once a second

    yield move
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    clock_of_the_machine.tzset()


def exported(learner: Learner, form: str = "apkg") -> bytes:
    file = BytesIO()
    service.write_export(learner.user.id, form, file, learner.time.now())
    return file.getvalue()


def states_by_guid(learner: Learner) -> dict[str, CardState]:
    """Where the learner's cards stand, by the ids that they have outside."""
    db.session.rollback()
    return {
        str(Identity(set_id=one.set_id, key=one.key)): one.card.state
        for one in own_cards(db.session(), learner.user.id)
    }


def stored(learner: Learner, package: bytes) -> Upload:
    number = service.store_package(package, "anki.apkg", learner.user.id, learner.time.now())
    return db.session.get_one(Upload, number)


def previewed(learner: Learner, package: bytes) -> service.Preview:
    return service.preview_of(learner.viewer, stored(learner, package), learner.time.now())


def imported(learner: Learner, package: bytes) -> service.Imported:
    shown = previewed(learner, package)
    upload = db.session.get_one(Upload, shown.upload_id)
    return service.import_package(learner.viewer, upload, shown.plan.newest, learner.time.now())
