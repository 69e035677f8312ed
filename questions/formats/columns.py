"""Which column of a table holds what: the template's headings and the other names that people give them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

TEMPLATE_OPTIONS = 6
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Without accents; after English: Spanish, Portuguese, French, German, Italian, Dutch, Chinese.
_SYNONYMS = {
    "id": "id item_id question_id qid guid uuid identifier",
    "kind": "kind type question_type item_type tipo fragetyp 题型 題型",
    "stem": "stem question questions question_text question_stem front prompt term item_stem"
    " pregunta enunciado pergunta questao frage domanda vraag 题目 題目 问题 問題 题干 題目內容",
    "key": "key keys answer_key correct correct_answer correct_answers correct_option correct_options"
    " correct_choice right_answer right_option solution ans"
    " correcta respuesta_correcta opcion_correcta solucion correta resposta_correta resposta_certa gabarito"
    " alternativa_correta bonne_reponse reponse_correcte solution richtig richtige_antwort korrekte_antwort"
    " losung risposta_corretta risposta_esatta corretta juiste_antwoord 正确答案 正確答案",
    "answer": "answer back response definition respuesta resposta reponse antwort risposta antwoord 答案",
    "options": "options choices alternatives answer_options answer_choices possible_answers"
    " opciones opcoes alternativas choix antwortmoglichkeiten antwortoptionen opzioni opties 选项 選項",
    "explanation": "explanation feedback rationale comment general_feedback answer_explanation"
    " overall_explanation explicacion retroalimentacion justificacion explicacao justificativa explication"
    " erklarung begrundung spiegazione uitleg 解析 解释 解釋",
    "tags": "tags tag topic topics category categories keywords labels"
    " tema temas categoria categorias theme categorie kategorie thema 标签 分类",
    "article": "article article_id source_article",
}
_NAMES = {
    synonym.replace("_", ""): name for name, synonyms in _SYNONYMS.items() for synonym in synonyms.split()
}
_ANSWERS = {"answers", "respuestas", "respostas", "reponses", "antworten", "risposte", "antwoorden"}
"""What can be chosen where another column has the key, else what is right."""
_NUMBER = "([a-z]|[1-9]|1[0-9]|2[0-6])"
_OPTION = re.compile(
    r"(?:option|choice|answer(?:_?(?:option|choice))?|alternative|opt|opcion|alternativa|respuesta|opcao|resposta"
    rf"|choix|reponse|antwort(?:option)?|opzione|risposta|optie|antwoord|选项|選項)s?_?{_NUMBER}|([a-j]|[1-9]|10)"
)
_WRONG = re.compile(r"(?:distractor|(?:incorrect|wrong)(?:_answer|_option)?)_?([1-9]|1[0-9]|2[0-5])")
_WORDS_OF_WHY = "(?:why|feedback|rationale|explanation|comment|reason)"
_WHY = re.compile(
    rf"{_WORDS_OF_WHY}_(?:option_|answer_|choice_)?{_NUMBER}"
    rf"|(?:option|choice|answer)_?{_NUMBER}_{_WORDS_OF_WHY}"
)
# "Correct answer(s) - choose at least one": what a heading goes on to say is for the person who fills it in.
_ASIDE = re.compile(r"\([^()]*\)|\s[-\u2013:]\s.*", re.DOTALL)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MARKED = re.compile(r"\(?[A-Za-z\d](?:[.):]\s*|\s+)(?=\S)")
_LISTED = re.compile(r"""\s*+(?:'((?:[^'\\]|\\.)*+)'|"((?:[^"\\]|\\.)*+)")\s*+(?:,|\]\Z)""", re.DOTALL)

COLUMN_NAMES = (
    "stem",
    *(f"option_{letter}" for letter in LETTERS[:TEMPLATE_OPTIONS]),
    *("options", "key", "answer", "explanation", "tags", "id", "kind", "article"),
    *(f"feedback_{letter}" for letter in LETTERS[:TEMPLATE_OPTIONS]),
    *(f"wrong_{number}" for number in range(1, TEMPLATE_OPTIONS)),
)
"""What a person can say that a column holds; further letters and numbers are understood too."""


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Where each column of the template stands in a table, counted from 0.

    ``options`` are keyed by the number of their letter, a being 1, in order, and so are the ``whys`` that say
    why each is right or wrong. ``key_is_first``: the key's column holds the right option's text and the
    other options are the wrong ones. ``more_keys`` are further columns of keys. ``unknown`` are the headings
    that mean nothing here, with their places. ``keys_from_zero``: a key that is a number counts from 0.
    """

    named: dict[str, int]
    options: dict[int, int]
    whys: dict[int, int]
    key_is_first: bool
    more_keys: tuple[int, ...]
    keys_from_zero: bool = False
    headings: tuple[str, ...]
    unknown: tuple[tuple[int, str], ...]

    @property
    def width(self) -> int:
        """How many columns have a heading's place."""
        return len(self.headings)

    @property
    def known(self) -> int:
        """How many columns were recognised."""
        return len(self.named) + len(self.options) + len(self.whys)

    @property
    def is_enough(self) -> bool:
        """Whether there is a column for the stem and one for what answers it."""
        return "stem" in self.named and bool(self.options or {"key", "answer", "options"} & self.named.keys())

    def text(self, cells: Sequence[str], name: str) -> str:
        """The row's text in this column; empty where the table has no such column or the row is short."""
        return self._at(cells, self.named.get(name))

    def key(self, cells: Sequence[str]) -> str:
        """The row's key; of several columns of keys, all that are filled."""
        said = (self.text(cells, "key"), *(self._at(cells, place) for place in self.more_keys))
        return "; ".join(filter(None, said))

    def option_texts(self, cells: Sequence[str]) -> dict[int, str]:
        """The row's options by the number of their letter, empty ones included."""
        if not self.options:
            return dict(enumerate(_parts(self.text(cells, "options")), 1))
        return {number: self._at(cells, place) for number, place in self.options.items()}

    def why(self, cells: Sequence[str], number: int) -> str:
        """What the row says of the option of this number."""
        return self._at(cells, self.whys.get(number))

    @staticmethod
    def _at(cells: Sequence[str], place: int | None) -> str:
        return cells[place] if place is not None and place < len(cells) else ""


def columns_from(headings: Sequence[str], meanings: Mapping[str, str] = MappingProxyType({})) -> Columns:
    """The columns that these headings name; of two with one meaning, the first counts.

    ``meanings`` says what a heading means where a person said so: a name of the template, or "".
    """
    named: dict[str, int] = {}
    options: dict[int, int] = {}
    wrong: dict[int, int] = {}
    whys: dict[int, int] = {}
    numbered = ((_OPTION, options), (_WRONG, wrong), (_WHY, whys))
    more_keys: list[int] = []
    unknown: list[tuple[int, str]] = []
    plains = [_plain(meanings.get(heading.strip(), heading)) for heading in headings]
    has_key = any(_named(plain) == "key" for plain in plains)
    for place, (heading, plain) in enumerate(zip(headings, plains, strict=True)):
        name = ("options" if has_key else "answer") if plain in _ANSWERS else _named(plain)
        if name and name not in named:
            named[name] = place
        elif name == "key" and headings[named["key"]].strip() == heading.strip():
            more_keys.append(place)
        elif not any(_new(pattern.fullmatch(plain), places, place) for pattern, places in numbered):
            unknown.append((place, heading.strip()))
    if options and "options" in named:
        place = named.pop("options")
        unknown.append((place, headings[place].strip()))
    right = named.get("key", named.get("answer"))
    key_is_first = bool(wrong) and not options and right is not None
    if key_is_first and right is not None:
        options = {1: right} | {number + 1: place for number, place in wrong.items()}
    else:
        unknown += [(place, headings[place].strip()) for place in wrong.values()]
    return Columns(
        named=named,
        options=dict(sorted(options.items())),
        whys=whys,
        key_is_first=key_is_first,
        more_keys=tuple(more_keys),
        headings=tuple(headings),
        unknown=tuple(sorted(one for one in unknown if one[1])),
    )


def column_meanings(
    headings: Sequence[str], meanings: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    """What each of the headings is taken to mean, by COLUMN_NAMES; "" for those that mean nothing here."""
    columns = columns_from(headings, meanings)
    names = {place: name for name, place in columns.named.items()}
    for number, place in columns.options.items():
        name = f"wrong_{number - 1}" if columns.key_is_first else f"option_{LETTERS[number - 1]}"
        names.setdefault(place, name)
    names |= dict.fromkeys(columns.more_keys, "key")
    names |= {place: f"feedback_{LETTERS[number - 1]}" for number, place in columns.whys.items()}
    return tuple(names.get(place, "") for place in range(len(headings)))


def _plain(heading: str) -> str:
    """The heading as the names here are written; without its asides where it is not known with them."""
    whole, short = (_joined(heading), _joined(_ASIDE.sub("", heading)))
    return whole if _named(whole) or _WHY.fullmatch(whole) else short


def _joined(heading: str) -> str:
    """The words in small letters without accents, with underscores between: "Question #" is its number."""
    spaced = _CAMEL.sub("_", heading.replace("#", " number "))
    letters = (sign for sign in unicodedata.normalize("NFKD", spaced) if not unicodedata.combining(sign))
    return re.sub(r"[\W_]+", "_", "".join(letters).casefold()).strip("_")


def _named(plain: str) -> str | None:
    return _NAMES.get(plain.replace("_", ""))


def _parts(cell: str) -> list[str]:
    """The options that one cell lists, parted by lines or by the first sign in use, without their letters."""
    stripped = cell.strip()
    if stripped.startswith("[") and stripped.endswith("]"):
        parts = _quoted(stripped)
    else:
        sign = next((sign for sign in ("\n", "||", "|", ";", ",") if sign in stripped), "\n")
        parts = stripped.split(sign)
    parts = [part.strip() for part in parts if part.strip()]
    if len(parts) > len(LETTERS):
        return [stripped]  # no list of options, but a text with that many signs
    marks = [_MARKED.match(part) for part in parts]
    signs = [mark[0].strip(" (.):").lower() if mark else "" for mark in marks]
    if signs in (list(LETTERS[: len(parts)]), [str(number + 1) for number in range(len(parts))]):
        return [part[mark.end() :] for part, mark in zip(parts, marks, strict=True) if mark]
    return parts


def _quoted(listed: str) -> list[str]:
    """The texts of a list in brackets, as JSON, Python or a person writes it."""
    try:
        parts = json.loads(listed)
    except (ValueError, RecursionError):
        return _in_quotes(listed) or listed[1:-1].split(",")
    return [part if isinstance(part, str) else json.dumps(part) for part in parts]


def _in_quotes(listed: str) -> list[str]:
    parts: list[str] = []
    at = 1
    while found := _LISTED.match(listed, at):
        parts.append(re.sub(r"\\(['\"\\])", r"\1", found[1] or found[2] or ""))
        at = found.end()
    return parts if at == len(listed) else []


def _new(found: re.Match[str] | None, places: dict[int, int], place: int) -> bool:
    """Whether a number was found that had no column yet; this one is its now."""
    if found is None:
        return False
    number = number_of(next(filter(None, found.groups())))
    return places.setdefault(number, place) == place


def template_headings(option_count: int) -> Iterator[str]:
    """The template's headings with options for the longest question, at least a to f."""
    yield from ("id", "stem")
    yield from (f"option_{letter}" for letter in LETTERS[: max(option_count, TEMPLATE_OPTIONS)])
    yield from ("key", "answer", "explanation", "tags", "article")


def number_of(option: str) -> int:
    """The third option for "c", "C" and "3"."""
    return int(option) if option.isdecimal() else 1 + LETTERS.index(option.lower())
