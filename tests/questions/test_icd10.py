"""The shipped table against the package that it was made from, and codes as people write them."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from questions import icd10
from questions.icd10 import Nearness, Standing
from questions.icd10_build import build


@pytest.fixture(scope="module")
def oracle() -> ModuleType:
    return pytest.importorskip(
        "simple_icd_10_cm", reason="simple-icd-10-cm, a development package, is missing"
    )


def test_every_ninth_code_has_the_title_of_the_oracle(oracle: ModuleType) -> None:
    codes = [code for code in oracle.get_all_codes(with_dots=True) if oracle.is_category_or_subcategory(code)]

    for code in codes[::9]:
        found = icd10.look_up(code)
        assert (found.standing, found.code) == (Standing.VALID, code)
        if code not in oracle.get_children(code):
            assert found.title == oracle.get_description(code)


def test_every_category_has_the_block_and_the_chapter_of_the_oracle(oracle: ModuleType) -> None:
    for code in oracle.get_all_codes(with_dots=True):
        if oracle.is_category(code) and oracle.get_parent(code) != code:
            *above, chapter = oracle.get_ancestors(code)
            found = icd10.look_up(code)
            assert found.chapter is not None
            assert found.chapter.number == int(chapter)
            assert found.block is not None
            assert found.block.codes == (above[0] if above else code)


@pytest.mark.parametrize("code", ["B20", "M04", "C50", "C7A"])
def test_a_category_that_is_a_block_of_its_own_is_both(code: str) -> None:
    found = icd10.look_up(code)

    assert found.standing is Standing.VALID
    assert found.block is not None
    assert found.block.codes == code


def test_no_invented_extension_is_valid(oracle: ModuleType) -> None:
    real = set(oracle.get_all_codes(with_dots=True))

    for code in ("S72.001Z", "S72.00XA", "M48.2XXA", "T36.0XXA", "S00.00XB"):
        assert (icd10.look_up(code).standing is Standing.VALID) is (code in real)


@pytest.mark.parametrize("written", [" m48.2 ", "M482", "m48.2", "M48.2", "M48.2†"])
def test_a_code_is_known_however_it_is_written(written: str) -> None:
    assert icd10.look_up(written).code == "M48.2"
    assert icd10.look_up(written).title == "Kissing spine"


@pytest.mark.parametrize("written", ["M48.-", "m48.–", "M48"])
def test_a_category_may_be_written_with_a_dash(written: str) -> None:
    assert icd10.look_up(written).code == "M48"


@pytest.mark.parametrize(("code", "block"), [("I64", "I60-I69"), ("E14", "E08-E13"), ("F00", "F01-F09")])
def test_a_code_of_the_who_is_unknown_but_stands_in_its_block(code: str, block: str) -> None:
    found = icd10.look_up(code)

    assert found.standing is Standing.UNKNOWN
    assert found.title is None
    assert found.block is not None
    assert found.block.codes == block


@pytest.mark.parametrize(
    "written", ["", "M", "48.2", "MM8", "M48.2.1.1.1.1", "n/a", "banana", "M45-M49", "Ｍ48.2"]
)
def test_what_has_not_the_form_of_a_code_is_malformed(written: str) -> None:
    found = icd10.look_up(written)

    assert found.standing is Standing.MALFORMED
    assert icd10.siblings(written) == ()
    assert icd10.nearness(written, "M48.2") is Nearness.NONE


def test_siblings_leave_out_other_and_unspecified() -> None:
    assert [code.code for code in icd10.siblings("M48.2")] == ["M48.0", "M48.1", "M48.3", "M48.4"]
    assert [code.code for code in icd10.siblings("M48")] == ["M45", "M47"]
    assert icd10.siblings("I64") == ()


def test_two_codes_are_as_near_as_what_they_share() -> None:
    assert icd10.nearness("M48.2", "M48.0") is Nearness.CATEGORY
    assert icd10.nearness("M48.2", "M45") is Nearness.BLOCK
    assert icd10.nearness("M48.2", "M10.9") is Nearness.CHAPTER
    assert icd10.nearness("M48.2", "I10") is Nearness.NONE
    assert icd10.nearness("I64", "I63.9") is Nearness.BLOCK


@pytest.mark.parametrize(
    ("wording", "number"),
    [
        ("Diseases of the musculoskeletal system and connective tissue", 13),
        ("Mental and behavioural disorders", 5),
        ("Congenital malformations, deformations and chromosomal abnormalities (Q00-QA0)", 17),
        ("diseases of the digestive system", 11),
    ],
)
def test_a_chapter_is_found_by_its_wording(wording: str, number: int) -> None:
    chapter = icd10.chapter_titled(wording)

    assert chapter is not None
    assert chapter.number == number
    assert icd10.chapter_titled("Orthopaedics for riders") is None


def test_a_chapter_knows_its_roman_number() -> None:
    chapter = icd10.look_up("M48.2").chapter

    assert chapter is not None
    assert (chapter.roman, chapter.title) == (
        "XIII",
        "Diseases of the musculoskeletal system and connective tissue",
    )


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Kissing spine", "M48.2"),
        ("Crohn disease", "K50"),
        ("gout", "M10"),
        ("Diffuse idiopathic skeletal hyperostosis (DISH)", "M48.1"),
    ],
)
def test_a_name_suggests_its_code(title: str, code: str) -> None:
    assert icd10.suggest_codes(title)[0].code == code


def test_an_unknown_name_suggests_nothing() -> None:
    assert icd10.suggest_codes("Rider's elbow of the left horse") == ()


def test_the_shipped_table_is_what_the_builder_writes(tmp_path: Path, oracle: ModuleType) -> None:
    build(tmp_path / "table.sqlite")

    assert _dump(tmp_path / "table.sqlite") == _dump(icd10.TABLE)


def _dump(table: Path) -> list[str]:
    with closing(sqlite3.connect(table)) as connection:
        return list(connection.iterdump())


def test_importing_opens_no_table_and_not_the_large_package() -> None:
    program = (
        "import sys, questions.icd10 as q;"
        "assert 'simple_icd_10_cm' not in sys.modules; assert not hasattr(q._local, 'connection')"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_categories_of_a_chapter_come_by_distance_and_without_its_own_block() -> None:
    found = [one.code for one in icd10.of_chapter("B15")]

    assert found[:4] == ["B07", "B06", "B20", "B05"]
    assert all(code[0] in "AB" for code in found)
    assert not {"B15", "B16", "B17", "B18", "B19"} & {*found}
    assert not [*icd10.of_chapter("nonsense")]


def test_the_codes_of_a_chapter_have_as_many_characters_and_stand_outside_the_category():
    found = [one.code for one in icd10.of_chapter("P29.30")]

    assert found[0] == "P28.81"
    assert {len(code) for code in found} == {len("P29.30")}
    assert all(code.startswith("P") and not code.startswith("P29") for code in found)
