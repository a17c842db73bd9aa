"""Breaking a paragraph into lines, greedily: as much on each line as has room there. Lengths are twips."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from appkit.layout.breaks import HANGING, may_begin, may_break, pieces
from appkit.model.script import is_european

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appkit.layout.fonts import Font
    from appkit.layout.runs import SetRun

# How far a line reaches above and below its base line.
Height: TypeAlias = tuple[int, int]
NOTHING: Height = (0, 0)
# Between an ideograph and a letter or digit beside it stands a gap of a fifth of the type size (w:autoSpaceDE
# and w:autoSpaceDN, which are on unless said otherwise; the width is LibreOffice's).
_SCRIPT_GAP = 4
_IDEOGRAPH = (
    "[\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3041-\u30fa\u30fc-\ud7ff\uf900-\ufaff\U00020000-\U0003fffd]"
)


class Wrapping:
    """Lines being filled.

    The last line holds what is settled and, at its end, a box that may still grow because no line may break
    behind it yet. ``_space`` is the white space behind: it takes no room at a line's end. ``_hanging`` is set
    behind a mark that stands outside the margin: nothing else has room on that line.
    """

    __slots__ = (
        "_box", "_box_height", "_full", "_hanging", "_height", "_last", "_room", "_settled", "_space", "room",
    )  # fmt: skip

    def __init__(self, room: float, first: float, height: Height) -> None:
        """``room`` on every line but the ``first``, which is at least as high as ``height``."""
        self._full: list[Height] = []
        self._room, self.room = room, first
        self._settled = self._box = self._space = 0.0
        self._height, self._box_height = height, NOTHING
        self._hanging, self._last = False, ""

    @property
    def used(self) -> float:
        """How much of the ``room`` on the last line is taken."""
        return self._settled + self._box

    def finish(self) -> list[Height]:
        """The heights of all lines."""
        return [*self._full, _higher(self._height, self._box_height)]

    def add(self, runs: Iterable[SetRun]) -> None:
        """Set the runs behind what there is."""
        for text, font in runs:
            if font.east_asian:
                self._add_east_asian(text, font)
            else:
                self._add_words(text, font)

    def tab(self) -> None:
        """Let the line break here, and nothing before this place be taken to the next one."""
        self._settle()
        self._space = 0.0

    def end_line(self) -> None:
        """Begin another line, whatever room is left."""
        self._settle()
        self._full.append(self._height)
        self._settled, self._space, self._height, self.room = 0.0, 0.0, NOTHING, self._room

    def _add_words(self, text: str, font: Font) -> None:
        space = font.width(" ")
        if self._last and _is_ideograph(self._last[-1]) and text[0].isalnum():
            self._space += font.size * _SCRIPT_GAP
        for number, word in enumerate(text.split(" ")):
            if number:
                self._space += space
            if word:
                self._add_word(word, font)

    def _add_word(self, word: str, font: Font) -> None:
        boxes = font.boxes(word)
        if max(boxes) > self._room:
            self._fill(word, font)
            return
        if self._box and not self._space and not may_break(self._last, word):
            self._grow(boxes[0], font)
            boxes = boxes[1:]
        for box in boxes:
            self._place(box, font)
        self._last = word

    def _add_east_asian(self, text: str, font: Font) -> None:
        if self._last and self._last[-1].isalnum() and not self._space and _is_ideograph(text[0]):
            self._space += font.size * _SCRIPT_GAP
        for character in text:
            width = font.width(character)
            if character == " ":
                self._space += width
                continue
            if self._space or not self._box or may_begin(character, self._last[-1]):
                self._place(width, font)
            elif character in HANGING and not self._hanging and self.used + width > self.room:
                self._box += width
                self._hanging = True
            else:
                self._grow(width, font)
            self._last = character

    def _place(self, box: float, font: Font) -> None:
        """Set an unbreakable box behind a place where the line may break."""
        settled = self._settled + self._box + self._space
        if self._box_height is not self._height:
            self._height = _higher(self._height, self._box_height)
        self._settled, self._space, self._box, self._box_height = settled, 0.0, box, font.height
        if settled + box + font.lean > self.room:
            self._wrap()

    def _grow(self, box: float, font: Font) -> None:
        """Set a box behind a place where the line may not break."""
        self._box += box
        self._box_height = _higher(self._box_height, font.height)
        if self._settled + self._box + font.lean > self.room:
            self._wrap()

    def _fill(self, word: str, font: Font) -> None:
        """Set a word that is wider than a line: it begins on one of its own and breaks anywhere."""
        if self.used:
            self.end_line()
        for piece in pieces(word):
            width = font.width(piece)
            if width <= self._room:
                self._place(width, font)
                continue
            if self.used:
                self.end_line()
            for character in piece:
                self._place(font.width(character), font)
        self._last = word

    def _settle(self) -> None:
        self._settled += self._box
        self._height = _higher(self._height, self._box_height)
        self._box, self._box_height = 0.0, NOTHING

    def _wrap(self) -> None:
        """Take the last box to the next line."""
        if self._settled:
            self._full.append(self._height)
            self._settled, self._height, self.room, self._hanging = 0.0, NOTHING, self._room, False


def _is_ideograph(character: str) -> bool:
    return not is_european(character) and re.match(_IDEOGRAPH, character) is not None


def _higher(one: Height, other: Height) -> Height:
    if one[0] >= other[0] and one[1] >= other[1]:
        return one
    return (
        other if other[0] >= one[0] and other[1] >= one[1] else (max(one[0], other[0]), max(one[1], other[1]))
    )
