"""The meaning of a profile: tags that are declared, dates in order, references that lead somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.diagnostics import Location, Report, Severity, did_you_mean, one_of
from appkit.model.address import SAFE_SCHEMES, scheme_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from appkit.model.profile import Entry, Highlight, LabelledLink, Profile, Tag
    from appkit.model.text import Text


def lint_profile(profile: Profile, tags: Mapping[str, Tag], report: Report) -> None:
    """Report what is wrong with the meaning of a profile; ``tags`` are those of the workspace."""
    declared = {**tags, **profile.tags}
    if "name" not in profile.basics.texts:
        report.error("missing-name", "the profile has no basics.name", Location(profile.path))
    for link in profile.basics.links:
        _check_link(link, report)
    _check_address(profile.basics.texts.get("url"), report)
    _check_variants(profile, declared, report)
    for entry in profile.entries():
        found = Report()
        _check_entry(entry, profile, declared, found)
        # A warning is told in every build: it would tell of what is private each time.
        report.extend(d for d in found.diagnostics if d.severity is Severity.ERROR or not entry.private)


def _check_entry(entry: Entry, profile: Profile, declared: Collection[str], report: Report) -> None:
    _check_tags(entry, declared, profile.path, report)
    _check_dates(entry, report)
    _check_publication(entry, profile, report)
    _check_authors(entry, profile, report)
    _check_address(entry.texts.get("url"), report)
    for link in entry.links:
        _check_link(link, report)
    for highlight in entry.highlights:
        _check_tags(highlight, declared, profile.path, report)


def _check_tags(item: Entry | Highlight, declared: Collection[str], path: str, report: Report) -> None:
    if item.tags_from_text:
        return
    for tag in item.tags:
        if tag not in declared:
            where = item.tag_locations.get(tag, item.location)
            report.error(
                "unknown-tag", f"no tag '{tag}' is declared", where, help=tag_help(tag, declared, path)
            )


def tag_help(tag: str, declared: Collection[str], path: str) -> str:
    """What to do about a tag that is not declared."""
    return did_you_mean(tag, declared) or f"declare it under `tags:` in {path}, or in tags.yaml"


def _check_variants(profile: Profile, declared: Collection[str], report: Report) -> None:
    for text in texts_of(profile):
        for wording in text.wordings:
            if wording.tag is not None and wording.tag not in declared:
                report.error(
                    "unknown-tag",
                    f"a variant for '{wording.tag}', which is no tag that is declared",
                    wording.location,
                    help=tag_help(wording.tag, declared, profile.path),
                )


def texts_of(profile: Profile) -> Iterator[Text]:
    """Every text of a profile that can have wordings."""
    basics = profile.basics
    yield from basics.texts.values()
    yield from basics.place.values()
    yield from filter(None, (basics.summary, basics.letter))
    for entry in profile.entries():
        yield from entry.texts.values()
        for values in entry.lists.values():
            yield from values
        yield from filter(None, (entry.letter,))
        for highlight in entry.highlights:
            yield highlight.text
            yield from filter(None, (highlight.letter,))


def _check_dates(entry: Entry, report: Report) -> None:
    start, end = entry.dates.start, entry.dates.end
    if start and end and end.last_day < start.first_day:
        places = entry.field_locations
        report.error(
            "end-before-start",
            "this ends before it begins",
            places.get("endDate", entry.location),
            related=(("it begins here", places.get("startDate", entry.location)),),
        )


def _check_publication(entry: Entry, profile: Profile, report: Report) -> None:
    if entry.publication is None:
        return
    paper = profile.entry_at(entry.publication)
    if paper is None or paper.section != "publications":
        papers = [paper.address for paper in profile.sections.get("publications", ())]
        report.error(
            "unknown-address",
            f"no item '{entry.publication}'",
            entry.field_locations.get("publication", entry.location),
            help=did_you_mean(entry.publication, papers) or f"there are: {one_of(papers)}",
        )


def _check_authors(entry: Entry, profile: Profile, report: Report) -> None:
    selves = [author for author in entry.authors if author.is_self]
    where = entry.field_locations.get("authors", entry.location)
    if len(selves) > 1:
        report.error("self-twice", f"{len(selves)} authors of this are marked as the person", where)
    if entry.authors and not selves and entry.section == "publications":
        name = profile.basics.texts.get("name")
        who = f"'{name.default}'" if name else "the person"
        report.warning(
            "self-not-author", f"{who} is not among the authors", where, help="mark one with `self: true`"
        )
    if sum(author.equal for author in entry.authors) == 1:
        report.warning("equal-alone", "only one author is marked as having contributed equally", where)


def _check_link(link: LabelledLink, report: Report) -> None:
    if link.url is not None:
        _check_address(link.url, report)
    elif link.username is None:
        report.note("link-without-url", f"'{link.label.default}' has no url and is not shown", link.location)


_WHOLE = "write it whole: https://…, mailto:…"


def _check_address(url: Text | None, report: Report) -> None:
    """An address that a program would run is an error; one that nobody could open is shown without a link."""
    for wording in url.wordings if url else ():
        scheme = scheme_of(wording.text)
        if scheme is None:
            report.warning(
                "link-without-scheme",
                "this address has no scheme and makes no link",
                wording.location,
                help=_WHOLE
                if wording.text.rstrip("/").endswith(":")
                else f"did you mean 'https://{wording.text}'?",
            )
        elif scheme not in SAFE_SCHEMES:
            help_ = f"links lead to {', '.join(SAFE_SCHEMES)} addresses only"
            report.error("unsafe-link", f"a link to a '{scheme}:' address", wording.location, help=help_)
