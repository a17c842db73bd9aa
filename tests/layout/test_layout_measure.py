"""What the layout measure promises about any document, and what the rules of a page do to small ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appkit.layout import Layout, measure
from appkit.layout.breaks import pieces
from appkit.layout.fonts import TWIPS, font_of
from appkit.model.document import (
    Block,
    Document,
    Emphasis,
    Heading,
    Inline,
    List,
    ListItem,
    Paragraph,
    Prompt,
    Right,
    Run,
)
from appkit.model.style import Fonts, Page, ParagraphStyle, Style
from documents import ORIGIN, contents, documents

if TYPE_CHECKING:
    from appkit.model.document import Role

LINE = font_of("Calibri", 10).height
LOOKS = (
    "name", "section", "entry", "subentry", "body", "headline", "contact", "detail", "note", "address", "date",
    "closing", "bullet", "numbered",
)  # fmt: skip


def style(height: float = 700, width: float = 300, **looks: ParagraphStyle) -> Style:
    """Ten-point Calibri without gaps on a page whose text is ``width`` by ``height`` points."""
    plain = {look: ParagraphStyle(size=10) for look in LOOKS}
    return Style(
        looks={**plain, **looks},
        page=Page(width=width + 100, height=height + 100, top=50, right=50, bottom=50, left=50),
    )


def lines(count: float) -> float:
    """The height of so many lines, in points."""
    return count * sum(LINE) / TWIPS


def text(words: str) -> tuple[Inline, ...]:
    return (Run(words, ORIGIN),)


def paragraph(words: str, role: Role = "body") -> Paragraph:
    return Paragraph(text(words), role)


def document(*blocks: Block) -> Document:
    return Document("resume", "A title", "An Author", "en", blocks)


def laid_out(*blocks: Block, look: Style | None = None) -> Layout:
    return measure(document(*blocks), look or style())


def long(count: int) -> str:
    """Words that fill exactly so many lines of :func:`style`, each line one long word."""
    return " ".join("m" * 35 for _ in range(count))


@given(documents)
def test_a_document_measures_the_same_each_time(any_document: Document) -> None:
    assert measure(any_document, style()) == measure(any_document, style())


@given(documents)
def test_the_parts_add_up(any_document: Document) -> None:
    """Every line stands on a page and in an extent, and the last page is neither empty nor overfull."""
    layout = measure(any_document, style())

    assert layout.lines == sum(layout.lines_on) == sum(extent.lines for extent in layout.extents)
    assert layout.pages == len(layout.lines_on)
    assert 0 < layout.fill <= 1
    assert [extent.page for extent in layout.extents] == sorted(extent.page for extent in layout.extents)


@given(contents, st.text(st.sampled_from("ab -/—.中，"), max_size=20))
def test_more_words_never_take_fewer_lines(content: tuple[Inline, ...], more: str) -> None:
    content = tuple(inline for inline in content if not isinstance(inline, Right))
    longer = (*content, Run(f" {more}", ORIGIN))

    assert (
        laid_out(Paragraph(longer), look=style(width=90)).lines
        >= laid_out(Paragraph(content), look=style(width=90)).lines
    )


@given(documents, st.integers(40, 300), st.integers(1, 200))
def test_a_wider_page_never_takes_more_lines(any_document: Document, width: int, wider: int) -> None:
    narrow, wide = (measure(any_document, style(width=w)) for w in (width, width + wider))

    assert wide.lines <= narrow.lines


@given(documents, st.integers(60, 700), st.integers(1, 200))
def test_a_higher_page_breaks_no_line_otherwise(any_document: Document, height: int, higher: int) -> None:
    low, high = (measure(any_document, style(h)) for h in (height, height + higher))

    assert low.lines == high.lines
    assert low.pages >= high.pages


def test_a_document_without_words_is_one_empty_page() -> None:
    layout = laid_out(paragraph(" "), List(()))

    assert (layout.pages, layout.lines, layout.used, layout.extents) == (1, 0, 0, ())


def test_pages_used_are_told_as_a_fraction() -> None:
    layout = laid_out(*[paragraph("x")] * 15, look=style(lines(10)))

    assert (layout.pages, layout.lines_on, layout.lines_after(1)) == (2, (10, 5), 5)
    assert layout.used == pytest.approx(1.5, abs=0.001)


def test_every_block_and_list_item_has_its_extent() -> None:
    inner = List((ListItem((paragraph("deep"),)),))
    points = List((ListItem((paragraph(long(2)),)), ListItem((paragraph("x"), inner, paragraph("y")))))
    layout = laid_out(
        Heading(1, text("Name")), points, look=style(bullet=ParagraphStyle(size=10, space_before=3))
    )

    assert [(extent.path, extent.lines) for extent in layout.extents] == [
        ((0,), 1),
        ((1, 0), 2),
        ((1, 1), 2),
        ((1, 1, 1, 0), 1),
    ]
    assert layout.extents[1].height == pytest.approx(lines(2) + 3)


def test_space_before_is_dropped_at_the_top_of_a_later_page_only() -> None:
    gap = style(lines(2) + 10, body=ParagraphStyle(size=10, space_before=5))
    layout = laid_out(*[paragraph("x")] * 3, look=gap)

    assert [extent.height for extent in layout.extents] == pytest.approx(
        [lines(1) + 5, lines(1) + 5, lines(1)]
    )


def test_contextual_paragraphs_of_one_kind_have_no_gap() -> None:
    tight = style(contact=ParagraphStyle(size=10, space_before=5, contextual=True))
    layout = laid_out(paragraph("x", "contact"), paragraph("x", "contact"), paragraph("x"), look=tight)

    assert [extent.height for extent in layout.extents] == pytest.approx([lines(1) + 5, lines(1), lines(1)])


def test_a_heading_goes_with_what_follows_it() -> None:
    keeping = ParagraphStyle(size=10, keep_next=True)
    layout = laid_out(
        *[paragraph("x")] * 2,
        Heading(2, text("A section")),
        Heading(3, text("An entry")),
        paragraph(long(2)),
        look=style(lines(4), section=keeping, entry=keeping),
    )

    assert layout.lines_on == (2, 4)


def test_a_bare_entry_does_not_hold_on_to_the_next_one() -> None:
    """Entries that are headers only would otherwise move from page to page in one block."""
    keeping = style(lines(4), entry=ParagraphStyle(size=10, keep_next=True))
    layout = laid_out(*[Heading(3, text("An entry"))] * 6, look=keeping)

    assert layout.lines_on == (4, 2)


def test_headings_that_fill_a_page_hold_on_to_nothing() -> None:
    keeping = style(lines(2), entry=ParagraphStyle(size=10, keep_next=True))
    layout = laid_out(*[Heading(3, text("An entry"))] * 3, paragraph("x"), look=keeping)

    assert layout.lines_on == (2, 2)


def test_the_last_detail_of_an_entry_does_not_hold_on_to_the_next_entry() -> None:
    keeping = style(lines(3), detail=ParagraphStyle(size=10, keep_next=True))
    layout = laid_out(*[paragraph("x")] * 2, paragraph("d", "detail"), Heading(3, text("Next")), look=keeping)

    assert layout.lines_on == (3, 1)


@pytest.mark.parametrize(
    ("before", "count", "expected"),
    [(1, 2, (3,)), (2, 2, (2, 2)), (2, 3, (2, 3)), (1, 3, (1, 3)), (1, 4, (3, 2)), (2, 4, (2, 2, 2))],
)
def test_no_line_stands_alone(before: int, count: int, expected: tuple[int, ...]) -> None:
    """Widow and orphan control: of a paragraph that breaks, two lines stand on either page."""
    layout = laid_out(*[paragraph("x")] * before, paragraph(long(count)), look=style(lines(3)))

    assert layout.lines_on == expected


def test_line_spacing_stretches_lines_but_the_last_one_on_a_page_needs_its_glyphs_only() -> None:
    spaced = style(lines(2.5), body=ParagraphStyle(size=10, line_spacing=1.5))
    layout = laid_out(*[paragraph("x")] * 4, look=spaced)

    assert layout.lines_on == (2, 2)
    assert layout.extents[0].height == pytest.approx(lines(1.5))


def test_a_rule_takes_room_once_for_neighbours_that_share_it() -> None:
    ruled = style(section=ParagraphStyle(size=10, rule=True))
    layout = laid_out(*[Heading(2, text("Section"))] * 2, paragraph("x"), look=ruled)

    assert [extent.height for extent in layout.extents] == pytest.approx([lines(1), lines(1) + 1.5, lines(1)])


def test_a_right_part_without_room_stands_on_a_line_of_its_own() -> None:
    date = Right(text("Jul. 2023 – Present"))
    beside = laid_out(Heading(3, (*text("A short name"), date)))
    below = laid_out(Heading(3, (*text("m" * 30), date)))

    assert (beside.lines, below.lines) == (1, 2)


def test_a_prompt_is_measured_as_it_is_written() -> None:
    shown = "[[TODO: Why this group, and why now?]]"
    look = style(width=font_of("Calibri", 10, bold=True).width(shown) / TWIPS + 1)
    tighter = replace(look, page=replace(look.page, right=look.page.right + 2))
    prompt = Paragraph((Prompt("why", "Why this group, and why now?", ORIGIN),))

    assert (laid_out(prompt, look=look).lines, laid_out(prompt, look=tighter).lines) == (1, 2)


def test_slanted_words_leave_room_for_their_lean() -> None:
    width = font_of("Calibri", 10, italic=True).width("slanted words") / TWIPS
    slanted = Paragraph((Emphasis(text("slanted words")),))

    assert laid_out(slanted, look=style(width=width + 0.5)).lines == 2
    assert laid_out(slanted, look=style(width=width + 1.1)).lines == 1


def test_a_word_wider_than_a_line_breaks_at_the_margin() -> None:
    assert laid_out(paragraph("a " + "m" * 100), look=style(width=100)).lines == 10


def test_marks_behind_an_ideograph_may_hang_over_the_margin() -> None:
    look = style(width=60)

    assert laid_out(paragraph("中" * 6 + "，"), look=look).lines == 1
    assert laid_out(paragraph("中" * 6 + "）"), look=look).lines == 2


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("plain", ["plain"]),
        ("mixture-of-experts", ["mixture-", "of-", "experts"]),
        ("2019-2023", ["2019-", "2023"]),
        ("10–20", ["10–", "20"]),
        ("input/output", ["input/output"]),
        ("why?yes", ["why?", "yes"]),
        ("(e.g.", ["(e.g."]),
        ("well-known)", ["well-", "known)"]),
        ("x--y", ["x--", "y"]),
        ("C++", ["C+", "+"]),
        ("a\u00a0b", ["a\u00a0b"]),
        ("non\u2011breaking", ["non\u2011breaking"]),
        ("a" * 65 + "/b", ["a" * 65 + "/", "b"]),
        ("a" * 64 + "/b", ["a" * 64 + "/b"]),
    ],
)
def test_words_break_where_libreoffice_breaks_them(word: str, expected: list[str]) -> None:
    assert list(pieces(word)) == expected


def test_ligatures_are_as_wide_as_the_font_has_them() -> None:
    """Carlito draws "tt" as one glyph of 1,299 units of 2,048 to the em, narrower than two of 686."""
    font = font_of("Calibri", 10)

    assert font.width("tt") == pytest.approx((2 * 686 - 73) / 2048 * 200, abs=0.1)
    assert font.width("t t") == pytest.approx(2 * font.width("t") + font.width(" "))


@pytest.mark.parametrize(
    ("family", "like"),
    [
        ("Aptos", "Arial"),
        ("Garamond", "Times New Roman"),
        ("JetBrains Mono", "Consolas"),
        ("calibri", "Carlito"),
    ],
)
def test_an_unknown_family_is_taken_for_the_nearest_of_its_class(family: str, like: str) -> None:
    assert font_of(family, 11).width("Nearest") == font_of(like, 11).width("Nearest")


def test_every_family_of_a_style_counts() -> None:
    body = Paragraph(text("a few words of several lengths " * 20))
    lengths = {
        family: laid_out(body, look=replace(style(), fonts=Fonts(body=family))).lines
        for family in ("Calibri", "Times New Roman", "Arial", "Cambria", "Consolas", "Courier New")
    }

    assert lengths["Consolas"] == lengths["Courier New"] >= lengths["Times New Roman"]
    assert len(set(lengths.values())) > 2, lengths
