"""A draft made into what can be a profile: what cannot stand where it is is put aside, never lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.check import check
from appkit.decode import decode_profile
from appkit.diagnostics import AppkitError, Diagnostic, Report, Severity
from appkit.importers.drafts import Aside, at, bare, settled
from appkit.importers.foreign_text import escaped
from appkit.importers.imported import UNPLACED, Unsure
from appkit.lint import lint_profile, texts_of
from appkit.markup import MILD, parse_rich
from appkit.model.document import Origin
from appkit.source.made import made

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterator

    from appkit.diagnostics import Location
    from appkit.importers.drafts import Draft
    from appkit.model.profile import Profile, Tag
    from appkit.source.made import Path

# What a profile says in the place of a name that the file does not tell.
NO_NAME = "Your Name"
_NO_NAME_WHY = "the file does not say whose it is"

# Each round puts something aside, or makes a text literal, and what is aside is looked at no more: so many
# rounds are more than any file takes, and the end of one that would never come to rest.
_MOST_ROUNDS = 200


def conform(draft: dict[str, Draft], name: str, tags: collections.abc.Mapping[str, Tag]) -> set[Path]:
    """Put aside in ``draft`` everything that a profile cannot hold, and give ids to entries that have none.

    ``name`` is what its file is called, ``tags`` are those declared elsewhere. The paths of the entries whose
    ids are derived come back.

    Raises AppkitError where even so it is no profile.
    """
    _name(draft)
    for _ in range(_MOST_ROUNDS):
        data = settled(draft)
        node, places = made(data, name)
        report = Report()
        profile = None
        if check(node, "profile", report):
            profile = decode_profile(node, name, report)
            lint_profile(profile, tags, report)
        wrong = {_path(each, places): each for each in report.diagnostics if each.severity is Severity.ERROR}
        literal = _misread(profile, places) if profile and not wrong else {}
        if profile and not wrong and not literal:
            return set(_identified(draft, profile, places))
        if None in wrong:
            break
        _put_aside(draft, {path: each for path, each in wrong.items() if path is not None})
        _make_literal(draft, literal)
    raise AppkitError([each for each in report.diagnostics if each.severity is Severity.ERROR])


def _name(draft: dict[str, Draft]) -> None:
    """See to it that there is a ``basics.name``: who it is about is what a profile cannot do without."""
    basics = bare(draft.get("basics"))
    if not isinstance(basics, dict):
        if basics is not None:
            draft["x-basics"] = basics
        draft["basics"] = basics = {}
    name = bare(basics.get("name"))
    if name is None or (isinstance(name, str) and not name.strip()):
        basics["name"] = Unsure(NO_NAME, _NO_NAME_WHY)


def is_nameless(draft: dict[str, Draft]) -> bool:
    """Whether the name in a draft is only the placeholder."""
    name = at(draft, ("basics", "name"))
    return isinstance(name, Unsure) and name.why == _NO_NAME_WHY


def _identified(
    draft: dict[str, Draft], profile: Profile, places: collections.abc.Mapping[Location, Path]
) -> Iterator[Path]:
    """Give every item the id that it goes by; the paths of the entries among them.

    A highlight that is only a text stays one: an id would make two lines of it, and the id that it is derived
    holds as long as its words do (``appkit ids --write`` pins it where a target needs it).
    """
    for entry in profile.entries():
        for highlight in entry.highlights:
            words = bare(at(draft, places[highlight.location]))
            if highlight.derived_id and isinstance(words, dict) and "text" in words:
                words["id"] = highlight.id
        if entry.derived_id:
            data = bare(at(draft, places[entry.location]))
            assert isinstance(data, dict)
            data["id"] = entry.id
            yield places[entry.location]


def _path(diagnostic: Diagnostic, places: collections.abc.Mapping[Location, Path]) -> Path | None:
    return places.get(diagnostic.location) if diagnostic.location else None


def _misread(profile: Profile, places: collections.abc.Mapping[Location, Path]) -> dict[Path, str]:
    """The rich texts that say in Markdown what no document can hold, each with what that is."""
    found: dict[Path, str] = {}
    for text in texts_of(profile):
        for wording in text.wordings if text.rich else ():
            _, problems = parse_rich(wording.text, Origin("profile", text.address))
            for problem in problems:
                if problem.code not in MILD:
                    found[places[wording.location]] = problem.message
    return found


def _make_literal(draft: dict[str, Draft], texts: collections.abc.Mapping[Path, str]) -> None:
    """Have texts mean their characters; what was meant is there to be read, and to be put right."""
    for path, why in texts.items():
        text = bare(at(draft, path))
        assert isinstance(text, str)
        paragraphs = "\n\n".join(filter(None, map(escaped, text.split("\n\n"))))
        if paragraphs == text:  # as literal as can be
            _aside(draft, path, Diagnostic(Severity.ERROR, "not-in-a-document", why))
        else:
            _set(draft, path, Unsure(paragraphs, f"its markup means its characters here: {why}"))


def _put_aside(draft: dict[str, Draft], wrong: collections.abc.Mapping[Path, Diagnostic]) -> None:
    """Put aside what each complaint is about, the last first, so that no place moves before its turn."""
    for path in sorted(
        wrong, key=lambda path: [(isinstance(step, str), step) for step in path], reverse=True
    ):
        if _is_there(draft, path):
            _aside(draft, path, wrong[path])


def _is_there(draft: Draft, path: Path) -> bool:
    """Whether a path still leads somewhere: what it led to may have gone with what was in it."""
    for step in path:
        draft = bare(draft)
        in_list = isinstance(draft, list) and isinstance(step, int) and step < len(draft)
        if not in_list and not (isinstance(draft, dict) and step in draft):
            return False
        draft = draft[step]  # type: ignore[index]
    return True


def _aside(draft: dict[str, Draft], path: Path, diagnostic: Diagnostic) -> None:
    # A key of the user's own that still cannot be there: then what it is in cannot have such keys.
    while len(path) > 1 and isinstance(path[-1], str) and path[-1].startswith("x-"):
        path = path[:-1]
    if path in {(), ("basics",), ("basics", "name")}:
        _unnamed(draft, path)
        return
    *parent, last = path
    holder = bare(at(draft, tuple(parent)))
    if isinstance(last, str):
        assert isinstance(holder, dict)
        value = holder.pop(last)
        _keep(holder, f"x-{last}", Aside(bare(value), diagnostic.code, diagnostic.message))
        return
    assert isinstance(holder, list)
    _aside_item(draft, path, Aside(bare(holder.pop(last)), diagnostic.code, diagnostic.message))
    if not holder:
        _drop(draft, tuple(parent))


def _aside_item(draft: dict[str, Draft], path: Path, item: Aside) -> None:
    """Keep what was an item of the list at ``path[:-1]``, beside that list or among what has no place."""
    keys = [step for step in path if isinstance(step, str) and step not in {"custom", "entries"}]
    if len(path) == 2 or (path[0] == "custom" and len(path) <= 4 and len(keys) == 1):
        kept = draft.setdefault(UNPLACED, [])
        assert isinstance(kept, list)
        kept.append({keys[0]: item})
        return
    holder = bare(at(draft, path[:-2]))
    assert isinstance(holder, dict)
    beside = holder.setdefault(f"x-{path[-2]}", [])
    if isinstance(bare(beside), list):
        bare(beside).append(item)  # type: ignore[union-attr]
    else:
        _keep(holder, f"x-{path[-2]}", [item])


def _unnamed(draft: dict[str, Draft], path: Path) -> None:
    """Something in the place of the name, or of what holds it, that is no name."""
    basics = bare(draft["basics"])
    assert isinstance(basics, dict)
    if path != ("basics",) and "name" in basics:
        _keep(basics, "x-name", bare(basics.pop("name")))
    _name(draft)


def _keep(holder: dict[str, Draft], key: str, value: Draft) -> None:
    free, number = key, 1
    while free in holder:
        number += 1
        free = f"{key}-{number}"
    holder[free] = value


def _drop(draft: dict[str, Draft], path: Path) -> None:
    """Take away a list that nothing is left of."""
    holder = bare(at(draft, path[:-1]))
    if isinstance(holder, dict) and path[-1] != "entries":
        del holder[str(path[-1])]


def _set(draft: dict[str, Draft], path: Path, value: Draft) -> None:
    *parent, last = path
    holder = bare(at(draft, tuple(parent)))
    holder[last] = value  # type: ignore[index]
