"""Selection: what of a profile is in for one target, in which words and order, and why. Pure.

The steps run in one fixed order, each a module: wording (variants, patches), policy (submissions, private
items), scores, effects (pin, exclude, max-highlights, at-most), views (section max, sort, groups). Reordering
entries in a profile changes no score: profile order breaks ties and does nothing else.
"""

from appkit.selection.items import Item, items_of, matches, status_of, venue_source
from appkit.selection.policy import is_submission
from appkit.selection.select import select
from appkit.selection.views import DEFAULT_ORDER, planned_views

__all__ = [
    "DEFAULT_ORDER",
    "Item",
    "is_submission",
    "items_of",
    "matches",
    "planned_views",
    "select",
    "status_of",
    "venue_source",
]
