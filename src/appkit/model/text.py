"""Text in a profile or target: one fact in several wordings, and the wording that was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appkit.dataclass import dataclass
from appkit.model.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appkit.diagnostics import Location
    from appkit.model.document import Origin


class Wording(NamedTuple):
    """A way to say it: for the audience of ``tag`` (None: anyone), in ``language`` (None: the profile's)."""

    tag: str | None
    language: str | None
    text: str
    location: Location


_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Text(Remembered):
    """A fact in words; ``rich`` text is CommonMark inlines, literal text means its characters.

    The first wording without a tag is the one everything falls back to; there is always one.
    """

    __hash__ = Remembered.__hash__

    address: str
    rich: bool
    wordings: tuple[Wording, ...]

    @property
    def audiences(self) -> frozenset[str]:
        """The tags that have a wording of their own."""
        if len(self.wordings) == 1 and self.wordings[0].tag is None:
            return _NOBODY
        return frozenset([wording.tag for wording in self.wordings if wording.tag])

    @property
    def location(self) -> Location:
        """Where the fact stands in its file."""
        return self.wordings[0].location

    @property
    def default(self) -> str:
        """The wording for anyone, in the profile's own language."""
        return self.wordings[0].text

    def choose(self, tags: Sequence[str], language: str, default_language: str) -> Wording:
        """The wording of the first of ``tags`` that has one, in ``language`` if it exists there.

        An audience matters more than a language: a variant in the profile's language is better than the
        general wording in the asked one, because it says another thing. The caller sees from the answer's
        ``language`` that it fell back.
        """
        for tag in (*tags, None):
            found = {w.language or default_language: w for w in self.wordings if w.tag == tag}
            if found:
                return found.get(language) or found.get(default_language) or next(iter(found.values()))
        return self.wordings[0]


@dataclass(frozen=True, slots=True)
class Value(Remembered):
    """Words that were chosen to be printed, with the place they come from.

    ``variant`` is the tag whose wording it is, or None for the general one.
    """

    __hash__ = Remembered.__hash__

    text: str
    origin: Origin
    rich: bool = False
    location: Location | None = None
    variant: str | None = None
