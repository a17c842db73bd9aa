"""Document plans: which documents a target wants, and how long they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from appkit.decode.dates import decode_date
from appkit.decode.read import flag, named, value_locations, whole, word, words
from appkit.decode.value import decode_value
from appkit.model.target import DocumentPlan
from appkit.source.node import Mapping

if TYPE_CHECKING:
    from appkit.diagnostics import Location, Report
    from appkit.model.style import Paper
    from appkit.model.text import Value
    from appkit.source.node import Node

DEFAULT_TEMPLATE = "academic"
DEFAULT_FORMATS = ("docx", "md", "txt")


def decode_documents(node: Node | None, report: Report) -> tuple[DocumentPlan, ...]:
    """The documents of a target in the order of the file; a kind whose value is null is not wanted."""
    if not isinstance(node, Mapping):
        return ()
    return tuple(
        _plan(kind, value, node.keys[kind], report)
        for kind, value in named(node)
        if isinstance(value, Mapping)
    )


def _plan(kind: str, node: Mapping, place: Location, report: Report) -> DocumentPlan:
    return DocumentPlan(
        kind,
        word(node.get("template")) or DEFAULT_TEMPLATE,
        tuple(words(node.get("formats"))) or DEFAULT_FORMATS,
        word(node.get("filename")) or default_filename(kind),
        place,
        paper=cast("Paper | None", word(node.get("paper"))),
        pages=whole(node.get("pages")),
        lines=whole(node.get("lines")),
        words=whole(node.get("words")),
        characters=whole(node.get("characters")),
        pack=bool(flag(node.get("pack"))),
        date=decode_date(node.get("date"), report),
        answers=_answers(node.get("answers")),
        private=bool(flag(node.get("private"))),
        locations=value_locations(node) | _answer_locations(node.get("answers")),
    )


def _answer_locations(node: Node | None) -> dict[str, Location]:
    """Where the key of each answer stands."""
    keys = node.keys if isinstance(node, Mapping) else {}
    return {f"answers.{key}": place for key, place in keys.items()}


def _answers(node: Node | None) -> dict[str, Value]:
    """The answers by key; every key is data here, as templates choose them."""
    answers = node.entries.items() if isinstance(node, Mapping) else ()
    values = {key: decode_value(value, f"answers.{key}", rich=True) for key, value in answers}
    return {key: value for key, value in values.items() if value}


def default_filename(kind: str) -> str:
    """The file name pattern of a kind of document: ``{family}_{given}_Cover_Letter``, a résumé's ``…_CV``."""
    words_ = "CV" if kind == "resume" else "_".join(part.capitalize() for part in kind.split("-"))
    return f"{{family}}_{{given}}_{words_}"
