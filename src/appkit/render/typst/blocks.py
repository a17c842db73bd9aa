"""Blocks as Typst code: headings, paragraphs and lists that are tagged as what they are."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple, assert_never

from appkit.dataclass import dataclass
from appkit.layout import stands_beside
from appkit.layout.fonts import TWIPS, font_of
from appkit.layout.paragraphs import lines_of
from appkit.model.binding import NO_BREAK_SPACE
from appkit.model.document import Heading, List, Paragraph, plain
from appkit.model.flow import LIST_DEPTH, SPARE, flow, indent_of, text_width
from appkit.model.lines import line_of
from appkit.model.script import runs_left
from appkit.render.typst.code import call, color, points, string
from appkit.render.typst.inlines import Setting, inlines
from appkit.render.typst.letters import Letters

if TYPE_CHECKING:
    from appkit.layout.paragraphs import Lines
    from appkit.model.document import Block, Document, Inline, ListItem
    from appkit.model.flow import Flowing
    from appkit.model.style import ParagraphStyle, Style
    from appkit.render.typst.families import Families

# How thick a rule is, in points: DOCX's is drawn so too.
_RULE = 0.5
_ALIGN = {"left": "start", "center": "center", "right": "end", "justify": "start"}


def body(document: Document, style: Style, families: Families) -> str:
    """The body of the document: one expression a line."""
    draft = _Draft(document, style, families)
    found = [f"v({points(draft.gap())})"] if draft.flowing and draft.gap() else []
    found += [code for block in document.blocks for code in _block(block, draft, _Place())]
    return "\n".join(found)


@dataclass(slots=True)
class _Draft:
    """The paragraphs of a document, taken one after the other as the tree is walked.

    ``heading`` is the level of the last heading written: PDF/UA-1 wants none skipped on the way down.
    """

    document: Document
    style: Style
    families: Families
    flowing: list[Flowing]
    lines: list[Lines]
    next: int
    heading: int

    def __init__(self, document: Document, style: Style, families: Families) -> None:
        self.document, self.style, self.families = document, style, families
        self.flowing, self.lines = list(flow(document, style)), lines_of(document, style)
        self.next = self.heading = 0

    def gap(self) -> float:
        """The space before the next paragraph in points, with what the line spacing of the last one adds."""
        here = self.lines[self.next]
        if not self.next:
            return here.before / TWIPS
        last = self.lines[self.next - 1]
        same = here.kind is not None and here.kind == last.kind
        gap = 0 if same else max(here.before, last.after)
        return (gap + max(last.lines[-1] - last.glyphs[-1], 0)) / TWIPS

    def setting(self, look: ParagraphStyle, edge: float) -> Setting:
        """Where words of a look are set that begin at an ``edge``."""
        room = text_width(self.style) - edge
        return Setting(Letters(look, self.families), self.document.language, room)

    def level(self, wanted: int) -> int:
        """The level of a heading, none skipped."""
        self.heading = min(wanted, self.heading + 1)
        return self.heading


class _Place(NamedTuple):
    """What a block stands in: text that begins at ``edge``, in points from the left margin, and a list.

    ``depth`` is that of the list, counted from 0, and -1 outside lists.
    """

    edge: float = 0.0
    depth: int = -1


def _block(block: Block, draft: _Draft, place: _Place) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [_paragraph(block, draft, place)] if any(line_of(block.content)) else []
        case List():
            return _list(block, draft, place)
        case _:
            assert_never(block)


def _paragraph(block: Heading | Paragraph, draft: _Draft, place: _Place) -> str:
    gap = draft.gap() if draft.next else 0.0
    flowing, lines = draft.flowing[draft.next], draft.lines[draft.next]
    draft.next += 1
    look = draft.style.look(flowing.look)
    left = look.indent - look.hanging if flowing.depth is None else indent_of(look, flowing.depth)
    setting = draft.setting(look, left)
    content = _line(flowing, setting, draft.style)
    direction = _direction((*flowing.left, *flowing.right), draft.document.language)
    text = f"set text({setting.letters.own()}, dir: {direction})"
    if isinstance(block, Heading):
        # Typst enlarges what is in a heading: its own size is said inside.
        written = f"heading(level: {draft.level(block.level)}, {{{text}; {content}}})"
    else:
        written = f"par({content})"
    return call(
        "block",
        f"above: {points(gap)}",
        "sticky: true" if flowing.keep_next else "",
        "breakable: false" if lines.keep_lines else "",
        *_frame(look, lines, left - place.edge, direction),
        f"{{{'; '.join([text, *_rules(flowing, look, setting), written])}}}",
    )


def _rules(flowing: Flowing, look: ParagraphStyle, setting: Setting) -> list[str]:
    """What Typst is told of a paragraph before its words."""
    leading = setting.letters.leading
    hanging = look.hanging if flowing.depth is None else 0.0
    paragraph = [
        f"leading: {points(leading)}" if leading else "",
        f"hanging-indent: {points(hanging)}" if hanging else "",
        "justify: true" if look.align == "justify" else "",
    ]
    aligned = _ALIGN[look.align]
    rules = [call("set par", *paragraph)] if any(paragraph) else []
    return rules if aligned == "start" else [*rules, f"set align({aligned})"]


def _frame(look: ParagraphStyle, lines: Lines, indent: float, direction: str) -> list[str]:
    """A paragraph's indent, and the rules above and below it with the room that they take."""
    inset = {"right" if direction == "rtl" else "left": indent} if indent else {}
    stroke = []
    rules = {"top": look.rule_above, "bottom": lines.below / TWIPS}
    for edge, room in rules.items():
        if room:
            inset[edge] = room
            stroke.append(f"{edge}: {points(_RULE)} + {color(look.color)}")
    # Half of a stroke lies outside the block whose edge it is.
    outset = {edge: -_RULE / 2 for edge in rules if edge in inset}
    return [
        f"inset: ({_pairs(inset)})" if inset else "",
        f"outset: ({_pairs(outset)})" if outset else "",
        f"stroke: ({', '.join(stroke)})" if stroke else "",
    ]


def _pairs(lengths: dict[str, float]) -> str:
    return ", ".join(f"{edge}: {points(length)}" for edge, length in lengths.items())


def _direction(content: tuple[Inline, ...], language: str) -> str:
    return "rtl" if runs_left(plain(content), language) else "ltr"


def _line(flowing: Flowing, setting: Setting, style: Style) -> str:
    """The words of a paragraph; the right part in one piece, beside the left one or on a line of its own."""
    left, right = (inlines(content, setting) for content in (flowing.left, flowing.right))
    if not flowing.right:
        return left
    if not flowing.left:
        return f"{{h(1fr); box({right})}}"
    between = _STRETCHED_SPACE if stands_beside(flowing, style) else "linebreak(); h(1fr)"
    return f"{{{left}; {between}; box({right})}}"


# One space, as wide as the gap: readers that tell lines by what stands close together (pdfminer.six, and with
# it most résumé parsers) took dates behind a gap of nothing for a column of their own.
_STRETCHED_SPACE = (
    'box(width: 1fr, layout(line => scale(x: 100% * (line.width / measure(" ").width), origin: left, " ")))'
)


def _list(block: List, draft: _Draft, place: _Place) -> list[str]:
    """A list whose text begins where the style says.

    An item that begins with no words of its own has no mark, as in the DOCX, and marks stand on the side
    where words begin: items that differ in this make lists apart.
    """
    numbered = enumerate(block.items, block.start or 0)
    found = []
    for side, items in itertools.groupby(numbered, lambda each: _side(each[1], draft.document.language)):
        found += _marked_alike(block, list(items), draft, place, side=side)
    return found


def _side(item: ListItem, language: str) -> str | None:
    """The direction of the words that an item begins with, or None where they are none of its own."""
    first = item.blocks[0] if item.blocks else None
    if isinstance(first, Heading | Paragraph) and any(line_of(first.content)):
        return _direction(first.content, language)
    return None


def _marked_alike(
    block: List, items: list[tuple[int, ListItem]], draft: _Draft, place: _Place, *, side: str | None
) -> list[str]:
    """The items that follow each other with marks on one side, or without."""
    marked, depth = side is not None, min(place.depth + 1, LIST_DEPTH - 1)
    gap = draft.gap() if 0 < draft.next < len(draft.flowing) else 0.0
    look = draft.style.look("bullet" if block.start is None else "numbered")
    letters = Letters(look, draft.families)
    edge = indent_of(look, depth)
    written = []
    for number, item in items:
        inside = [code for child in item.blocks for code in _block(child, draft, _Place(edge, depth))]
        counted = "" if block.start is None or not marked else str(number)
        written += [call(_ITEM[bool(counted)], counted, "{" + "\n".join(inside) + "}")] if inside else []
    if not written:
        return []
    numbers = [] if block.start is None else [number for number, _ in items]
    hanging = look.hanging if marked else 0.0
    between = 0.0 if look.contextual else max(look.space_before, look.space_after)
    code = call(
        _LIST[bool(numbers) and marked],
        _mark(letters, numbers) if marked else "marker: []",
        f"indent: {points(edge - hanging - place.edge)}",
        "body-indent: 0pt",
        f"spacing: {points(between + letters.leading)}",
        *written,
    )
    text = f"set text({letters.own()}, dir: {side or 'auto'})"
    return [call("block", f"above: {points(gap)}", f"{{{text}; {code}}}")]


_LIST = {False: "list", True: "enum"}
_ITEM = {False: "list.item", True: "enum.item"}


def _mark(letters: Letters, numbers: list[int]) -> str:
    """What stands before the items, in the room of their hanging indent, or more if a number needs it.

    The space behind it is for those who copy the text.
    """
    hanging, style = letters.look.hanging, letters.families.style
    texts = [f"{number}." for number in numbers] or [style.bullet]
    font = letters.font if numbers else font_of(style.fonts.body, letters.size)
    width = max(font.width(text) for text in texts) / TWIPS
    room = f"width: {points(max(hanging + SPARE, width + SPARE / 2) if width > hanging else hanging)}"
    space = string(NO_BREAK_SPACE)
    if numbers:
        number = f'align(start, str(n) + "." + {space})'
        return f"number-align: start + top, numbering: n => box({room}, {number})"
    bullet = f"align(start, text({letters.bullet()}, {string(style.bullet)} + {space}))"
    return f"marker: box({room}, {bullet})"
