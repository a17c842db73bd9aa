"""The addresses that a target may name, and what to say about one that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.diagnostics import did_you_mean, one_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from appkit.diagnostics import Location, Report
    from appkit.model.profile import Entry, Highlight, Profile

# What is said of the person can be patched by these addresses.
OF_BASICS = ("basics", "basics/summary")


def addresses(profile: Profile) -> Iterator[tuple[str, Entry | Highlight]]:
    """Every item of the profile with its address."""
    for entry in profile.entries():
        yield entry.address, entry
        for highlight in entry.highlights:
            yield highlight.address, highlight


def address_help(address: str, known: Mapping[str, Entry | Highlight]) -> str:
    """What to write instead of an address that is not among ``known``."""
    near = did_you_mean(address, known)
    if near:
        return near
    # Private items are not told to someone who has not nearly named them.
    private = {name for name, item in known.items() if item.private}
    public = [name for name in known if name not in private and name.rsplit("/", 1)[0] not in private]
    there = [name for name in public if name.startswith(f"{address.split('/', 1)[0]}/")]
    return f"there are: {one_of(there or public)}"


def report_derived(address: str, where: Location, report: Report) -> None:
    """Warn that an address will not hold still."""
    report.warning(
        "derived-id",
        f"'{address}' is derived from the text and changes when the text does",
        where,
        help="pin it in the profile: appkit ids --write",
    )
