"""Policies: what holds for private items and for submissions, whatever the rules say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appkit.model.selection import Out
from appkit.model.vocabulary import SUBMITTED
from appkit.selection.items import status_of, venue_source

if TYPE_CHECKING:
    from appkit.model.profile import Entry, Profile
    from appkit.model.target import Rule, Target
    from appkit.selection.items import Item


def policy_decision(item: Item, profile: Profile, target: Target) -> Out | None:
    """Why a policy keeps an item out, or None."""
    if _says_private(item) and not admitting_pin(item.address, target):
        return Out("policy", "private: only a pin with its exact id admits it", item.location)
    if item.highlight or not is_submission(item.entry, profile):
        return None
    where = target.locations.get("submissions")
    if target.submissions == "omit":
        return Out("policy", "under review (submissions: omit)", where)
    if target.submissions == "with-preprint-only" and not _is_public(item.entry, profile):
        return Out("policy", "under review, without a link (submissions: with-preprint-only)", where)
    return None


def _says_private(item: Item) -> bool:
    return item.highlight.private if item.highlight else item.entry.private


def is_private(item: Item) -> bool:
    """Whether the profile keeps the item, or the entry it belongs to, private."""
    return item.entry.private or (item.highlight is not None and item.highlight.private)


def admitting_pin(address: str, target: Target) -> Rule | None:
    """The last rule that pins exactly this item, if it does pin it."""
    exact = [rule for rule in target.rules if rule.match.id == address and rule.pin is not None]
    return exact[-1] if exact and exact[-1].pin else None


def is_submission(entry: Entry, profile: Profile) -> bool:
    """Whether an entry, or the paper it points to, is under review."""
    return status_of(entry, profile) == SUBMITTED


def hides_venue(entry: Entry, profile: Profile, target: Target) -> bool:
    """Whether the target keeps the venue of this entry back."""
    return target.submissions != "show-venue" and is_submission(entry, profile)


def _is_public(entry: Entry, profile: Profile) -> bool:
    """Whether a reader can see the work: it, or the paper it points to, has an address."""
    source = venue_source(entry, profile)
    return any("url" in e.texts or any(link.url for link in e.links) for e in (entry, source))
