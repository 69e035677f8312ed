"""Every sample file of every format is read as the result beside it says.

A sample ``NAME.SUFFIX`` has its result in ``NAME.SUFFIX.expected``: items, rejections and notes, or the error
that refuses the file, as JSON.
"""

import json
from pathlib import Path

import pytest

from questions.errors import UnreadableFileError
from questions.formats import FORMATS, read
from questions.jsonl import to_dict
from questions.model import QuestionSet

DATA = Path(__file__).parents[2] / "data"
SAMPLES = [
    sample
    for one in FORMATS
    for folder in ("valid", "invalid")
    for sample in sorted((DATA / one.name / folder).glob("*"))
    if sample.suffix != ".expected"
]


def outcome(sample: Path) -> dict[str, object]:
    try:
        found = read(sample.read_bytes(), name=sample.name)
    except UnreadableFileError as error:
        return {"problem": error.problem, "line": error.line, "advice": error.advice}
    return as_json(found)


def as_json(found: QuestionSet) -> dict[str, object]:
    return {
        "title": found.title,
        "format": found.format,
        "encoding": found.encoding,
        "found": found.found,
        "items": [{"line": found.lines.get(item.id), **to_dict(item)} for item in found.items],
        "rejected": [
            {name: value for name, value in vars(rejection).items() if name != "is_repeat"}
            for rejection in found.rejected
        ],
        "notes": [vars(note) for note in found.notes],
        "not_carried": list(found.not_carried),
    }


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.parts[-3]}-{sample.name}")
def test_a_sample_is_read_as_the_result_beside_it_says(sample: Path) -> None:
    expected = json.loads(sample.with_name(f"{sample.name}.expected").read_text(encoding="utf-8"))

    assert outcome(sample) == expected


@pytest.mark.parametrize("format_name", [one.name for one in FORMATS])
@pytest.mark.parametrize("folder", ["valid", "invalid"])
def test_each_format_has_samples(format_name: str, folder: str) -> None:
    assert any(sample.parts[-3:-1] == (format_name, folder) for sample in SAMPLES)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: f"{sample.parts[-3]}-{sample.name}")
def test_valid_samples_lose_nothing_and_invalid_ones_say_what_is_wrong(sample: Path) -> None:
    result = outcome(sample)

    refused = "problem" in result or bool(result["rejected"])

    assert refused == (sample.parent.name == "invalid")
