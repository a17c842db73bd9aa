"""Evidence: what a letter tells of, the best-scored items first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.dataclass import dataclass

if TYPE_CHECKING:
    from appkit.model.selection import SelectedEntry, Selection
    from appkit.model.text import Value

# What a letter can tell a story about; a skill or a course is no story.
_STORIES = frozenset(
    {"work", "projects", "publications", "volunteer", "teaching", "service", "talks", "grants", "awards"}
)

_LEAST, _MOST = 2, 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One paragraph of evidence: an entry and its letter sentence, or None where it has to be written.

    ``key`` is what the prompt for a missing sentence is called.
    """

    key: str
    entry: SelectedEntry
    letter: Value | None


def evidence_of(selection: Selection) -> tuple[Evidence, ...]:
    """The best two items, and a third that has points and a sentence of its own.

    A third item never adds a prompt: a letter with two things to say is better than one with a third to
    write. Equal points: what has a sentence goes first, then the order of the document.
    """
    stories = [entry for entry in selection.entries() if entry.item.section in _STORIES]
    ranked = sorted(stories, key=lambda entry: (-entry.score, _letter(entry) is None))
    chosen = ranked[:_LEAST]
    third = next((entry for entry in ranked[_LEAST:] if entry.score > 0 and _letter(entry)), None)
    if third and len(chosen) < _MOST:
        chosen.append(third)
    return tuple(Evidence(entry.item.id, entry, _letter(entry)) for entry in chosen)


def _letter(entry: SelectedEntry) -> Value | None:
    """The entry's own sentence, or that of the first highlight shown that has one."""
    return entry.letter or next((h.letter for h in entry.highlights if h.letter), None)
