"""Small operations on inlines that both parsers need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.model.document import Code, Inline, Link, Origin, Prompt, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def joined(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """The inlines with neighbouring runs of one origin made one, and empty runs left out."""
    result: list[Inline] = []
    for inline in content:
        last = result[-1] if result else None
        if isinstance(inline, Run) and isinstance(last, Run) and last.origin == inline.origin:
            result[-1] = Run(last.text + inline.text, inline.origin)
        elif not (isinstance(inline, Run) and not inline.text):
            result.append(inline)
    return tuple(result)


def without_last_space(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The inlines without the space at their end (it only kept a right part apart in the template)."""
    if content and isinstance(content[-1], Run):
        text = content[-1].text.rstrip(" ")
        return (*content[:-1], Run(text, content[-1].origin)) if text else content[:-1]
    return content


def without_links(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The inlines with each link replaced by its words: a link cannot stand in a link."""
    return tuple(part for i in content for part in (i.content if isinstance(i, Link) else (i,)))


def first_origin(content: tuple[Inline, ...]) -> Origin | None:
    """The origin of the first words in the inlines."""
    for inline in content:
        found = inline.origin if isinstance(inline, Run | Code | Prompt) else first_origin(inline.content)
        if found:
            return found
    return None


def common_address(content: tuple[Inline, ...]) -> str | None:
    """The deepest profile address that every value in the inlines shares, or None where there is none."""
    return deepest_common(_addresses(content))


def _addresses(content: tuple[Inline, ...]) -> Iterator[str | None]:
    for inline in content:
        match inline:
            case Run() | Code() | Prompt():
                kind, address = inline.origin.kind, inline.origin.address
                if kind == "profile":
                    yield address
                elif address.startswith("patch:"):
                    yield address.removeprefix("patch:")
            case _:
                yield from _addresses(inline.content)


def deepest_common(addresses: Iterable[str | None]) -> str | None:
    """The deepest common address; a field (``work/x.position``) belongs to its item, None says nothing."""
    shared: list[str] | None = None
    for address in addresses:
        if address is None:
            continue
        parts = address.split(".", 1)[0].split("/")
        shared = parts if shared is None else shared
        while shared and parts[: len(shared)] != shared:
            shared = shared[:-1]
    return "/".join(shared) if shared else None
