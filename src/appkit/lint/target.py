"""The meaning of a target: tags, sections, addresses and dates that the profile must know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appkit.diagnostics import Severity, did_you_mean, one_of
from appkit.lint.addresses import OF_BASICS, address_help, addresses, report_derived
from appkit.lint.patches import check_patch
from appkit.lint.profile import tag_help
from appkit.model.vocabulary import SECTIONS, SUBMITTED

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from appkit.diagnostics import Location, Report
    from appkit.model.profile import Entry, Highlight, Profile, Tag
    from appkit.model.target import Match, Rule, Target, View


def lint_target(target: Target, profile: Profile, tags: Mapping[str, Tag], report: Report) -> None:
    """Report what is wrong with the meaning of a target; ``tags`` are all that are declared."""
    _check_tags(target, profile, tags, report)
    _check_sections(target, profile, report)
    _check_rules(target, report)
    known = _Known(profile, tags, dict(addresses(profile)))
    for view in target.views:
        if view.match:
            _check_match(view.match, view.location, known, report, inherited=_inherited(view, target))
    for rule in target.rules:
        _check_match(rule.match, rule.location, known, report, inherited=rule.preset is not None)
        if rule.variant:
            _check_tag(rule.variant, rule.locations.get("variant", rule.location), profile, tags, report)
    for patch in target.patches:
        check_patch(patch, profile, known.addresses, report)
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
        where = target.locations.get(f"order.{name}", target.location)
        # A preset may order a section that the target has deleted.
        if name not in known | views | {"summary"} and where.path == target.path:
            _unknown_section(name, where, known | views | {"summary"}, report)
    for view in target.views:
        if not view.sources and view.key not in known | {"summary"}:
            _unknown_section(
                view.key, view.location, known, report, more="a section of your own needs `from: SECTION`"
            )
        for source in view.sources:
            if source not in known:
                _unknown_section(source, view.locations.get(f"from.{source}", view.location), known, report)


def _unknown_section(
    name: str, where: Location, known: Collection[str], report: Report, more: str | None = None
) -> None:
    hint = did_you_mean(name, known) or more or f"there are: {one_of(known, limit=30)}"
    report.error("unknown-section", f"no section '{name}'", where, help=hint)


def _inherited(view: View, target: Target) -> bool:
    return view.location.path != target.path


def _check_rules(target: Target, report: Report) -> None:
    names: dict[str, Rule] = {}
    for rule in target.rules:
        if rule.name in names:
            first = names[rule.name].location
            message = f"a second rule is called '{rule.name}'"
            report.error("rule-twice", message, rule.location, related=(("first here", first),))
        names[rule.name] = rule


class _Known(NamedTuple):
    """What a match can be about."""

    profile: Profile
    tags: Collection[str]
    addresses: Mapping[str, Entry | Highlight]


def _check_match(match: Match, where: Location, known: _Known, report: Report, *, inherited: bool) -> None:
    """Everything a rule's or a section's match names must be there."""
    for tag in (*match.tags.any, *match.tags.all, *match.tags.none):
        _check_tag(tag, match.locations.get(f"tags.{tag}", where), known.profile, known.tags, report)
    sections = _sections(known.profile)
    for section in match.section:
        if section not in sections:
            _unknown_section(section, match.locations.get(f"section.{section}", where), sections, report)
    types = {entry.type for entry in known.profile.entries() if entry.type}
    for name in () if inherited else match.type:
        if name not in types and (near := did_you_mean(name, types)):
            place = match.locations.get(f"type.{name}", where)
            report.warning("unknown-type", f"no item has the type '{name}'", place, help=near)
    _check_id(match, where, known.addresses, report, inherited=inherited)


_SUMMARY_HELP = "rules are about entries and highlights; `sections: {summary: omit}` leaves the summary out"
_GLOB = re.compile(r"[*?]")


def _check_id(
    match: Match,
    where: Location,
    known: Mapping[str, Entry | Highlight],
    report: Report,
    *,
    inherited: bool,
) -> None:
    """A plain address must be there; a preset's match may be about items that only some profiles have."""
    address = match.id
    if address is None or _GLOB.search(address):
        return
    where = match.locations.get("id", where)
    item = known.get(address)
    if item is None:
        severity = Severity.NOTE if inherited else Severity.ERROR
        help_ = _SUMMARY_HELP if address in OF_BASICS else address_help(address, known)
        report.add(severity, "unknown-address", f"no item '{address}'", where, help=help_)
    elif item.derived_id:
        report_derived(address, where, report)


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _check_deadline(target: Target, profile: Profile, report: Report) -> None:
    """A paper under review at a conference whose year is over by the deadline has been decided on."""
    if target.deadline is None:
        return
    for entry in profile.entries():
        if entry.status != SUBMITTED or entry.venue is None or entry.private:
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
