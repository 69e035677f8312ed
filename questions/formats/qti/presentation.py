"""What a QTI 1.2 item shows: its stem with the places of its responses, and the responses themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from questions.formats.drafts import Text
from questions.formats.qti.material import Piece, Texts, blank
from questions.formats.studyable import BLANK
from questions.formats.xml_tree import Node

_ENDING = ".,:;?!)"
_RESPONSES = {"response_lid", "response_str", "response_num", "response_xy", "response_grp"}


@dataclass(frozen=True, kw_only=True)
class Label:
    """One answer to choose from."""

    ident: str
    text: Text
    is_empty: bool


@dataclass(frozen=True, kw_only=True)
class Response:
    """A place for an answer. ``asked`` is what it says before its answers: a row of a matching, a name.

    ``index`` counts from 1 where a response of the file has several places for text.
    """

    node: Node
    ident: str
    labels: tuple[Label, ...]
    asked: tuple[Piece, ...]
    index: int | None = None

    @property
    def is_typed(self) -> bool:
        """Whether the answer is typed, not chosen."""
        return any(True for _ in self.node.inside("render_fib"))

    @property
    def is_numeric(self) -> bool:
        """Whether the file says that the answer is a number."""
        kinds = {fib.get("fibtype", "").lower() for fib in self.node.inside("render_fib")}
        return self.node.tag == "response_num" or bool(kinds & {"decimal", "integer", "scientific"})

    @property
    def cardinality(self) -> str:
        """ "single", "multiple" or "ordered"."""
        return self.node.get("rcardinality", "single").lower()


@dataclass(kw_only=True)
class Presentation:
    """An item's stem in pieces, its responses, and the matches that Blackboard lists apart from them."""

    texts: Texts
    pieces: list[Piece | Response] = field(default_factory=list)
    matches: list[Text] = field(default_factory=list)
    _pending: list[Node] = field(default_factory=list)

    @property
    def responses(self) -> tuple[Response, ...]:
        """The responses in their order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Response))

    def source(self) -> str:
        """The stem's source without the places of responses, to look for names of blanks in."""
        return "\n".join(piece.html for piece in self.pieces if isinstance(piece, Piece))

    def stem(self) -> Text:
        """The stem and what the responses say, with no sign of where they stand."""
        pieces = [[piece] if isinstance(piece, Piece) else piece.asked for piece in self.pieces]
        return self.texts.joined([piece for run in pieces for piece in run], "\n")

    def stem_without_asked(self) -> Text:
        """The stem without what the responses say."""
        return self.texts.joined([piece for piece in self.pieces if isinstance(piece, Piece)], "\n")

    def stem_with(self, blanks: dict[str, str]) -> Text:
        """The stem with a blank for each of these names in square brackets, where it first stands."""

        def filled(source: str) -> str:
            if len(blanks) > 1:  # underscores that are no blank would be counted as one
                source = source.replace(BLANK, BLANK[1:])
            for name in blanks.values():
                source = source.replace(f"[{name}]", BLANK, 1)
            return source

        pieces = [piece for piece in self.pieces if isinstance(piece, Piece)]
        return self.texts.joined(pieces, "\n", filled)

    def stem_with_places(self) -> Text:
        """The stem with a blank where each response stands."""
        shown: list[Piece] = []
        after = (*self.pieces[1:], None)
        for before, piece, behind in zip((None, *self.pieces), self.pieces, after, strict=False):
            if isinstance(piece, Response):
                shown.append(blank(f"{_space(before, -1)}{BLANK}{_space(behind, 0)}"))
            else:
                shown += [Piece(html="<br>", plain="\n")] if isinstance(before, Piece) else []
                shown.append(piece)
        return self.texts.joined(shown)

    def read(self, node: Node, *, in_response_block: bool = False) -> None:
        """Take in what stands below a node."""
        for child in node:
            assert isinstance(child, Node)  # noqa: S101 - for the type; only Nodes are made
            style = child.get("class", "")
            if child.tag == "material":
                self._take(child, in_response_block=in_response_block)
            elif child.tag in _RESPONSES:
                self.pieces += self._within(child) or [self._response(child)]
            elif style == "RIGHT_MATCH_BLOCK":
                self.matches += [self.texts.of(one) for one in child if isinstance(one, Node)]
            else:
                self.read(child, in_response_block=in_response_block or style == "RESPONSE_BLOCK")

    def _take(self, material: Node, *, in_response_block: bool) -> None:
        last = self.pieces[-1] if self.pieces else None
        if not in_response_block:
            self.pieces.append(self.texts.piece(material))
        elif isinstance(last, Response) and not last.asked:
            self.pieces[-1] = replace(last, asked=(self.texts.piece(material),))
        else:
            self._pending.append(material)

    def _within(self, node: Node) -> list[Piece | Response]:
        """The text that stands among the places of one response, and these; none where there is no such."""
        parts = [part for fib in node.children("render_fib") for part in _texts_and_labels(fib)]
        if not any(part.tag == "material" for part in parts):
            return []
        shown: list[Piece | Response] = [self.texts.piece(one) for one in node.children("material")]
        ident = node.get("ident", "")
        for part in parts:
            if part.tag == "material":
                shown.append(self.texts.piece(part))
            else:
                index = 1 + sum(isinstance(one, Response) for one in shown)
                labels = (self._label(part),)
                shown.append(Response(node=node, ident=ident, labels=labels, asked=(), index=index))
        return shown

    def _response(self, node: Node) -> Response:
        within = (node, *node.children("render_choice"))
        own = (material for one in within for material in one.children("material"))
        asked = tuple(self.texts.piece(material) for material in (*self._pending, *own))
        self._pending = []
        labels = tuple(self._label(label) for label in node.inside("response_label"))
        return Response(node=node, ident=node.get("ident", ""), labels=labels, asked=asked)

    def _label(self, node: Node) -> Label:
        text = self.texts.of(node)
        if not text.text and not len(node):
            text = self.texts.intake.plain(node.text or "")
        has_image = any(True for _ in node.inside("matimage")) or "<img" in "".join(node.itertext())
        return Label(ident=node.get("ident", ""), text=text, is_empty=not text.text and not has_image)


def _texts_and_labels(node: Node) -> Iterator[Node]:
    """The materials and the places for answers within a node, in their order."""
    for child in node:
        assert isinstance(child, Node)  # noqa: S101 - for the type; only Nodes are made
        if child.tag in {"material", "response_label"}:
            yield child
        else:
            yield from _texts_and_labels(child)


def _space(beside: Piece | Response | None, place: int) -> str:
    """A space where a word would touch the blank: programs show a text of its own apart from it."""
    if not isinstance(beside, Piece):
        return ""
    sign = unescape(beside.html)[place:][:1]
    is_apart = sign.isalnum() or (place < 0 and sign in _ENDING)
    return " " if is_apart and sign else ""
