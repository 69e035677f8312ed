"""The bundled articles: complete, rightly coded, unlike each other, and read as they were meant."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from questions.article_files import ArticleFile
from questions.library import FOLDER, bundled_articles
from questions.model import Article, Field

# Chapter names as WHO writes them; ICD-10-CM's own differ a little and end in a code range.
WHO_CHAPTERS = {
    1: "Certain infectious and parasitic diseases",
    2: "Neoplasms",
    3: "Diseases of the blood and blood-forming organs and certain disorders involving the immune mechanism",
    4: "Endocrine, nutritional and metabolic diseases",
    5: "Mental and behavioural disorders",
    6: "Diseases of the nervous system",
    7: "Diseases of the eye and adnexa",
    8: "Diseases of the ear and mastoid process",
    9: "Diseases of the circulatory system",
    10: "Diseases of the respiratory system",
    11: "Diseases of the digestive system",
    12: "Diseases of the skin and subcutaneous tissue",
    13: "Diseases of the musculoskeletal system and connective tissue",
    14: "Diseases of the genitourinary system",
    15: "Pregnancy, childbirth and the puerperium",
    16: "Certain conditions originating in the perinatal period",
    17: "Congenital malformations, deformations and chromosomal abnormalities",
    19: "Injury, poisoning and certain other consequences of external causes",
}
# Words that say nothing of which condition is meant.
PLAIN_WORDS = {"acute", "anemia", "chronic", "deficiency", "disease", "disorder", "syndrome", "with"}
SHARED_LINE = re.compile(r"\s*$|Chapter: |Written: |See also: |.+: Causes, Symptoms, and Treatment Options$")
# Words that build a sentence and could stand in one about any disease; all others are its own.
FRAME_WORDS = frozenset(
    """, ; : a an the and or but nor so if when while as than that which who whose where because since
    although though unless until before after during between among within without with by from of in on
    at to into over under against through for per not no never is are was were be been has have had do
    does can could may might must should will it its they their this these those here there all any both
    each either every few many more most much other others several some such only own same very too also
    even often usually commonly sometimes rarely include includes including cause causes caused lead
    leads treat treated treatment symptoms patients people children adults used given called""".split()  # noqa: SIM905 - a list of words reads best as text
)
DOSE = re.compile(
    r"\d[\d.,]*\s*-?(?:mg|mcg|µg|μg|micrograms?|milligrams?|IU|units?|tablets?|puffs?)\b", re.IGNORECASE
)
FILES = bundled_articles()
PATHS = [pytest.param(file, id=file.id) for file in FILES]


@pytest.fixture(scope="module")
def oracle() -> ModuleType:
    return pytest.importorskip(
        "simple_icd_10_cm", reason="simple-icd-10-cm, a development package, is missing"
    )


def lines_of(file: ArticleFile) -> list[str]:
    return file.path.read_text(encoding="utf-8").splitlines()


def code_of(file: ArticleFile) -> str:
    (code,) = (
        line.removeprefix("ICD-10 code: ") for line in lines_of(file) if line.startswith("ICD-10 code: ")
    )
    return code


def words_of(title: str) -> set[str]:
    decomposed = unicodedata.normalize("NFKD", title.casefold().replace("gastro-", "gastro"))
    unaccented = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return set(re.findall(r"\w{4,}", unaccented)) - PLAIN_WORDS


def body_of(text: str) -> str:
    """What a learner reads: the text between the chapter line and the sources."""
    return text[text.index("\nChapter: ") : text.index("\nSee also: ")].partition("\n\n")[2]


def text_of(article: Article, field: Field) -> str:
    return " ".join(
        article.text[section.start : section.end] for section in article.sections if section.field is field
    ).strip()


def test_every_file_of_the_folder_is_an_article_in_a_chapter_folder() -> None:
    files = {path for path in FOLDER.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}}

    assert {file.path for file in FILES} == files
    assert all(re.fullmatch(r"\d\d-[a-z]+/[a-z0-9-]+", file.id) for file in FILES)


def test_every_chapter_that_holds_diseases_has_blocks_of_five_and_more(oracle: ModuleType) -> None:
    blocks = Counter(oracle.get_ancestors(code_of(file))[-2] for file in FILES)
    chapters = {int(oracle.get_ancestors(code_of(file))[-1]) for file in FILES}

    assert len(FILES) >= 160
    assert chapters == WHO_CHAPTERS.keys()
    assert {block: count for block, count in blocks.items() if count < 5} == {}


def test_no_two_articles_share_a_title_or_a_code() -> None:
    titles = Counter(lines_of(file)[0].casefold() for file in FILES)
    codes = Counter(code_of(file) for file in FILES)

    assert [name for name, count in (titles + codes).items() if count > 1] == []


@pytest.mark.parametrize("file", PATHS)
def test_the_code_is_valid_and_means_what_the_title_says(file: ArticleFile, oracle: ModuleType) -> None:
    code = code_of(file)

    assert oracle.is_valid_item(code)
    names = " ".join([oracle.get_description(code), *oracle.get_inclusion_term(code)])
    assert words_of(lines_of(file)[0]) & words_of(names)


@pytest.mark.parametrize("file", PATHS)
def test_chapter_line_and_folder_are_those_of_the_code(file: ArticleFile, oracle: ModuleType) -> None:
    number = int(oracle.get_ancestors(code_of(file))[-1])

    assert f"Chapter: {WHO_CHAPTERS[number]}" in lines_of(file)
    assert file.id.startswith(f"{number:02}-")


@pytest.mark.parametrize("file", PATHS)
def test_sources_date_and_lack_of_review_stand_at_the_end(file: ArticleFile) -> None:
    *_, see_also, written = lines_of(file)

    assert re.fullmatch(r'See also: [A-Z].+, ".+?"( guideline)?(; [A-Z].+, ".+?"( guideline)?)*', see_also)
    assert re.fullmatch(r"Written: \d{4}-\d\d-\d\d\. Not reviewed by a clinician\.", written)


@pytest.mark.parametrize("file", PATHS)
def test_the_reader_finds_title_code_chapter_and_sections(file: ArticleFile) -> None:
    lines = lines_of(file)

    article = file.read()

    assert (article.title, article.icd10) == (lines[0], code_of(file))
    assert f"Chapter: {article.chapter}" in lines
    for field in (Field.CAUSE, Field.SYMPTOM, Field.TREATMENT, Field.DIAGNOSTIC, Field.COMPLICATION):
        if field is Field.COMPLICATION and not any("Complications: " in line for line in lines):
            continue
        assert len(text_of(article, field).split()) >= 10, field
    assert article.notes == ()


@pytest.mark.parametrize("file", PATHS)
def test_what_follows_the_numbered_sections_belongs_to_no_field(file: ArticleFile) -> None:
    introduction, *_, closing, see_also, written = file.read().sections

    assert [part.field for part in (introduction, closing, see_also, written)] == [None] * 4
    assert (closing.heading, see_also.heading, written.heading) == ("", "See also", "Written")


@pytest.mark.parametrize("file", PATHS)
def test_an_article_is_of_readable_length_plain_ascii_and_without_doses(file: ArticleFile) -> None:
    text = file.path.read_text(encoding="utf-8")

    assert 250 <= len(body_of(text).split()) <= 450
    assert text.isascii()
    assert not DOSE.search(text)
    assert not re.search(r"[ \t]\n|\t|\n{3}|[^\n]  |  \.", text)
    assert text.endswith("\n")


def test_no_line_or_sentence_stands_in_two_articles() -> None:
    seen: dict[str, Path] = {}
    for file in FILES:
        for line in lines_of(file):
            if SHARED_LINE.match(line):
                continue
            for sentence in re.split(r"(?<=[.:?!])\s+", line.strip()):
                if len(sentence.split()) > 3:
                    assert seen.setdefault(sentence.casefold(), file.path) == file.path, sentence


def test_no_sentence_pattern_makes_up_more_than_a_twentieth() -> None:
    frames = [frame_of(sentence) for file in FILES for sentence in sentences_of(file)]

    [(_, most)] = Counter(frames).most_common(1)

    assert len(frames) > 30 * len(FILES)
    assert most <= 0.05 * len(frames)


def sentences_of(file: ArticleFile) -> list[str]:
    lines = [line.strip() for line in lines_of(file) if not SHARED_LINE.match(line) and len(line.split()) > 4]
    bodies = [re.sub(r"^\d\. [A-Z][A-Za-z ]+: ", "", line) for line in lines]
    return [part for body in bodies for part in re.split(r"(?<=[.?!])\s+(?=[A-Z0-9])", body)]


def frame_of(sentence: str) -> str:
    """How a sentence is built, by its first four pieces: "_ is the _", with _ for its own words."""
    pieces = [
        word if word in FRAME_WORDS else "_" for word in re.findall(r"[\w'-]+|[,;:]", sentence.casefold())
    ]
    joined = [
        piece for place, piece in enumerate(pieces) if piece != "_" or pieces[place - 1 : place] != ["_"]
    ]
    return " ".join(joined[:4])
