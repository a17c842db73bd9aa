"""What an HTML page says, read by Python's own parser: its words, its metadata, its elements as a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Elements without an end tag (HTML, section 13.1.2), as far as a page of ours may hold them.
_VOID = {"meta"}
_LINES = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li"}
# What a writer puts between the two halves of a line.
_BETWEEN = " | "


@dataclass(eq=False)
class Element:
    """An element with what it holds, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        """Every element with one of the tags, this one and those below, in reading order; without tags: all."""
        if not tags or self.tag in tags:
            yield self
        for child in self.content:
            if isinstance(child, Element):
                yield from child.all(*tags)

    def one(self, tag: str) -> Element:
        """The only element with the tag."""
        (found,) = self.all(tag)
        return found

    @property
    def text(self) -> str:
        """Every character inside."""
        return "".join(child if isinstance(child, str) else child.text for child in self.content)


class _Builder(HTMLParser):
    """Builds the tree; a tag that closes nothing, or is left open, is an error."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]
        self.declarations: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says something twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> in <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.declarations.append(decl)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"an unknown declaration: {data!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"a processing instruction: {data!r}")


def parsed(page: bytes) -> Element:
    """The ``html`` element of a page; anything but one well-formed tree fails."""
    builder = _Builder()
    # What is done to line ends before anything else (HTML, section 13.2.3.5).
    builder.feed(page.decode().replace("\r\n", "\n").replace("\r", "\n"))
    builder.close()
    assert builder.declarations == ["DOCTYPE html"]
    assert builder.open == [builder.root], f"left open: {[element.tag for element in builder.open]}"
    return builder.root.one("html")


def html_lines(page: bytes) -> list[str]:
    """The lines of a page that say something, in reading order."""
    return [_line(element) for element in parsed(page).one("main").all(*_LINES) if _holds_words(element)]


def _holds_words(element: Element) -> bool:
    """Whether the element is a line itself, not an item that holds lines."""
    return not any(
        isinstance(child, Element) and child.tag in {*_LINES, "ul", "ol"} for child in element.content
    )


def _line(element: Element) -> str:
    *before, last = element.content
    if isinstance(last, Element) and last.attributes.get("class") == "right":
        left = "".join(child if isinstance(child, str) else child.text for child in before)
        return f"{left.removesuffix(' ')}{_BETWEEN}{last.text}" if before else last.text
    return element.text
