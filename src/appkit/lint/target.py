"""The meaning of a target: tags, sections, addresses and dates that the profile must know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appkit.diagnostics import Severity, did_you_mean, one_of
from appkit.lint.profile import tag_help
from appkit.model.profile import Entry
from appkit.model.vocabulary import SECTIONS, SUBMITTED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from appkit.diagnostics import Location, Report
    from appkit.model.profile import Highlight, Profile, Tag
    from appkit.model.target import Match, Patch, Rule, Target
    from appkit.model.text import Text


def lint_target(target: Target, profile: Profile, tags: Mapping[str, Tag], report: Report) -> None:
    """Report what is wrong with the meaning of a target; ``tags`` are all that are declared."""
    _check_tags(target, profile, tags, report)
    _check_sections(target, profile, report)
    _check_rules(target, profile, tags, report)
    addresses = dict(_addresses(profile))
    for patch in target.patches:
        _check_patch(patch, profile, addresses, report)
    _check_deadline(target, profile, report)
    if not target.documents:
        report.error(
            "no-documents",
            "this target has no documents to build",
            target.location,
            help="add `extends: phd` (or another preset), or `documents:`",
        )


def _check_tags(target: Target, profile: Profile, tags: Collection[str], report: Report) -> None:
    for key, names in (("emphasize", target.emphasize), ("variants", target.variants)):
        for name in names:
            where = target.locations.get(f"{key}.{name}")
            if where is not None:
                _check_tag(name, where, profile, tags, report)


def _check_tag(name: str, where: Location, profile: Profile, tags: Collection[str], report: Report) -> None:
    if name not in tags:
        message = f"no tag '{name}' in profile '{profile.name}'"
        report.error("unknown-tag", message, where, help=tag_help(name, tags, profile.path))


def _sections(profile: Profile) -> set[str]:
    return {*SECTIONS, *profile.sections}


def _check_sections(target: Target, profile: Profile, report: Report) -> None:
    known = _sections(profile)
    views = {view.key for view in target.views}
    for name in target.order:
        if name not in known | views | {"summary"}:
            where = target.locations.get(f"order.{name}", target.location)
            _unknown_section(name, where, known | views | {"summary"}, report)
    for view in target.views:
        if not view.sources and view.key not in known | {"summary"}:
            _unknown_section(
                view.key, view.location, known, report, more="a section of your own needs `from: SECTION`"
            )
        for source in view.sources:
            if source not in known:
                _unknown_section(source, view.locations.get(f"from.{source}", view.location), known, report)
        if view.match:
            _check_match_sections(view.match, view.location, known, report)


def _unknown_section(
    name: str, where: Location, known: Collection[str], report: Report, more: str | None = None
) -> None:
    hint = did_you_mean(name, known) or more or f"there are: {one_of(known, limit=30)}"
    report.error("unknown-section", f"no section '{name}'", where, help=hint)


def _check_match_sections(match: Match, where: Location, known: Collection[str], report: Report) -> None:
    for section in match.section:
        if section not in known:
            _unknown_section(section, match.locations.get(f"section.{section}", where), known, report)


def _check_rules(target: Target, profile: Profile, tags: Collection[str], report: Report) -> None:
    names: dict[str, Rule] = {}
    addresses = dict(_addresses(profile))
    for rule in target.rules:
        if rule.name in names:
            first = names[rule.name].location
            message = f"a second rule is called '{rule.name}'"
            report.error("rule-twice", message, rule.location, related=(("first here", first),))
        names[rule.name] = rule
        match = rule.match
        for kind, wanted in (("any", match.tags.any), ("all", match.tags.all), ("none", match.tags.none)):
            for tag in wanted:
                where = match.locations.get(f"tags.{tag}") or match.locations.get(f"tags.{kind}.{tag}")
                _check_tag(tag, where or rule.location, profile, tags, report)
        if rule.variant:
            where = rule.locations.get("variant", rule.location)
            _check_tag(rule.variant, where, profile, tags, report)
        _check_match_sections(match, rule.location, _sections(profile), report)
        _check_rule_id(rule, addresses, report)


_GLOB = re.compile(r"[*?]")


def _check_rule_id(rule: Rule, addresses: Mapping[str, Entry | Highlight], report: Report) -> None:
    """A plain address must be there; a preset's rules may be about items that only some profiles have."""
    address = rule.match.id
    if address is None or _GLOB.search(address):
        return
    where = rule.match.locations.get("id", rule.location)
    item = addresses.get(address)
    if item is None:
        severity = Severity.NOTE if rule.preset else Severity.ERROR
        report.add(
            severity, "unknown-address", f"no item '{address}'", where, help=_address_help(address, addresses)
        )
    elif item.derived_id:
        _derived(address, where, report)


def _address_help(address: str, addresses: Collection[str]) -> str:
    near = did_you_mean(address, addresses)
    if near:
        return near
    section = address.split("/", 1)[0]
    there = [known for known in addresses if known.startswith(f"{section}/")]
    return f"there are: {one_of(there or addresses)}"


def _derived(address: str, where: Location, report: Report) -> None:
    report.warning(
        "derived-id",
        f"'{address}' is derived from the text and changes when the text does",
        where,
        help="pin it in the profile: appkit ids --write",
    )


def _addresses(profile: Profile) -> Iterator[tuple[str, Entry | Highlight]]:
    for entry in profile.entries():
        yield entry.address, entry
        for highlight in entry.highlights:
            yield highlight.address, highlight


def _check_patch(
    patch: Patch, profile: Profile, addresses: Mapping[str, Entry | Highlight], report: Report
) -> None:
    if patch.address in {"basics", "basics/summary"}:
        fields = _basics_fields(patch.address, profile)
    else:
        item = addresses.get(patch.address)
        if item is None:
            known = [*addresses, "basics", "basics/summary"]
            help_ = _address_help(patch.address, known)
            report.error("unknown-address", f"no item '{patch.address}'", patch.location, help=help_)
            return
        if item.derived_id:
            _derived(patch.address, patch.location, report)
        fields = _fields(item)
    text = fields.get(patch.field)
    if text is None:
        help_ = did_you_mean(patch.field, fields) or f"it has: {one_of(fields)}"
        message = f"'{patch.address}' has no text '{patch.field}' to patch"
        report.error("unknown-field", message, patch.location, help=help_)
    elif patch.was is not None and not any(_same(patch.was, w.text) for w in text.wordings):
        report.error(
            "stale-patch",
            f"the profile no longer says this of '{patch.address}'",
            patch.was_location,
            help="read the new text, then bring `was` and the patch up to date",
            related=(("it says here", text.location),),
        )


def _basics_fields(address: str, profile: Profile) -> dict[str, Text]:
    if address == "basics":
        return dict(profile.basics.texts)
    summary = profile.basics.summary
    return {"text": summary} if summary else {}


def _fields(item: Entry | Highlight) -> dict[str, Text]:
    fields = dict(item.texts) if isinstance(item, Entry) else {"text": item.text}
    return fields | ({"letter": item.letter} if item.letter else {})


def _same(one: str, other: str) -> bool:
    """Whether two texts differ in white space at most: YAML folds lines as it likes."""
    return one.split() == other.split()


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _check_deadline(target: Target, profile: Profile, report: Report) -> None:
    """A paper under review at a conference whose year is over by the deadline has been decided on."""
    if target.deadline is None:
        return
    for entry in profile.entries():
        if entry.status != SUBMITTED or entry.venue is None:
            continue
        said = f"{entry.venue.name.default} {entry.venue.short.default if entry.venue.short else ''}"
        years = [int(year) for year in _YEAR.findall(said)]
        if years and max(years) < int(target.deadline[:4]):
            report.warning(
                "outdated-status",
                f"'{entry.address}' is still under review at {max(years)}'s venue at a deadline in "
                f"{target.deadline[:4]}",
                entry.field_locations.get("status", entry.location),
                help="has it been decided on? bring `status` up to date",
            )
