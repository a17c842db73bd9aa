"""The patches of a target: their addresses and fields are there, and still say what they replace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.diagnostics import did_you_mean, one_of
from appkit.lint.addresses import OF_BASICS, address_help, report_derived
from appkit.model.profile import Entry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appkit.diagnostics import Report
    from appkit.model.profile import Highlight, Profile
    from appkit.model.target import Patch
    from appkit.model.text import Text


def check_patch(
    patch: Patch, profile: Profile, known: Mapping[str, Entry | Highlight], report: Report
) -> None:
    """Report a patch of what is not there, or of what no longer says what the patch replaces."""
    item = known.get(patch.address)
    if item is None and patch.address not in OF_BASICS:
        help_ = did_you_mean(patch.address, OF_BASICS) or address_help(patch.address, known)
        report.error("unknown-address", f"no item '{patch.address}'", patch.location, help=help_)
        return
    if item is not None and item.derived_id:
        report_derived(patch.address, patch.location, report)
    text = replaced(patch, profile, known)
    if text is None:
        fields = _patchable(patch, profile, known)
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


def replaced(patch: Patch, profile: Profile, known: Mapping[str, Entry | Highlight]) -> Text | None:
    """The text of the profile that a patch words anew; None where there is none."""
    return _patchable(patch, profile, known).get(patch.field)


def _patchable(patch: Patch, profile: Profile, known: Mapping[str, Entry | Highlight]) -> Mapping[str, Text]:
    """The texts of the item that a patch is about, by field."""
    if patch.address in OF_BASICS:
        return _basics_fields(patch.address, profile)
    item = known.get(patch.address)
    return {} if item is None else _fields(item)


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
