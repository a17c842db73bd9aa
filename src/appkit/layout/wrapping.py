"""Breaking a paragraph into lines, greedily: as much on each line as has room there. Lengths are twips."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from appkit.layout.breaks import may_break

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appkit.layout.runs import SetRun

# How far a line reaches above and below its base line.
Height: TypeAlias = tuple[int, int]
NOTHING: Height = (0, 0)


class Wrapping:
    """Lines being filled: ``heights`` of those that are full, and the one that is not, of width ``used``.

    A line holds what is settled (``_settled`` wide) and, at its end, a box that may still grow because no
    line may break behind it yet. ``_space`` is the white space behind: it takes no room at a line's end.
    """

    __slots__ = (
        "_box",
        "_box_height",
        "_height",
        "_last",
        "_limit",
        "_room",
        "_settled",
        "_space",
        "heights",
    )

    def __init__(self, room: float, first: float, height: Height) -> None:
        """``room`` on every line but the ``first``, which is at least as high as ``height``."""
        self.heights: list[Height] = []
        self._room, self._limit = room, first
        self._settled = self._box = self._space = 0.0
        self._height, self._box_height = height, NOTHING
        self._last = ""

    @property
    def used(self) -> float:
        """How much of the last line is taken."""
        return self._settled + self._box

    @property
    def limit(self) -> float:
        """The room on the last line."""
        return self._limit

    def stop(self) -> None:
        """Let the line break here: a tab."""
        self._settled += self._box
        self._height = _higher(self._height, self._box_height)
        self._box = self._space = 0.0

    def add(self, runs: Iterable[SetRun]) -> None:
        """Set the runs behind what there is."""
        for text, font in runs:
            height = (font.ascent, font.descent)
            space = font.width(" ")
            for number, word in enumerate(text.split(" ")):
                if number:
                    self._space += space
                if word:
                    glued = self._box and not self._space and not may_break(self._last, word)
                    boxes = font.boxes(word)
                    if glued:
                        self._grow(boxes[0], height)
                        boxes = boxes[1:]
                    for box in boxes:
                        self._place(box, height)
                    self._last = word

    def finish(self) -> list[Height]:
        """The heights of all lines, the last among them."""
        return [*self.heights, _higher(self._height, self._box_height)]

    def end_line(self) -> None:
        """Begin another line whatever room is left."""
        self.heights.append(_higher(self._height, self._box_height))
        self._settled = self._box = self._space = 0.0
        self._height = self._box_height = NOTHING
        self._limit = self._room

    def _place(self, box: float, height: Height) -> None:
        """Set an unbreakable box behind a place where the line may break."""
        if self._box:
            self._settled += self._box
            self._height = _higher(self._height, self._box_height)
        self._settled += self._space
        self._space, self._box, self._box_height = 0.0, box, height
        if self._settled + box > self._limit:
            self._wrap()

    def _grow(self, box: float, height: Height) -> None:
        """Set a box behind a place where the line may not break."""
        self._box += box
        self._box_height = _higher(self._box_height, height)
        if self._settled + self._box > self._limit:
            self._wrap()

    def _wrap(self) -> None:
        """Take the last box to the next line; one wider than a line fills as many as it needs."""
        if self._settled:
            self.heights.append(self._height)
            self._settled, self._limit, self._height = 0.0, self._room, NOTHING
        while self._box > self._limit:
            self.heights.append(_higher(self._height, self._box_height))
            self._box -= self._limit
            self._limit = self._room


def _higher(one: Height, other: Height) -> Height:
    return one if one == other else (max(one[0], other[0]), max(one[1], other[1]))
