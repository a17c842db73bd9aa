"""Fitting: what a length budget leaves of a selection. Pure.

The order in which leaves would go is fixed before anything is measured; the answer is the smallest number of
drops that fits. So what fits on one page is a subset of what fits on two.
"""

from appkit.fit.budget import Budget, Length, word_count
from appkit.fit.fitting import Fitted, Trial, fit
from appkit.fit.misses import NearMiss, near_misses
from appkit.fit.order import Drop, dropping_order, protected_addresses
from appkit.fit.trim import explained, likely_drops, lines_by_address, trimmed

__all__ = [
    "Budget",
    "Drop",
    "Fitted",
    "Length",
    "NearMiss",
    "Trial",
    "dropping_order",
    "explained",
    "fit",
    "likely_drops",
    "lines_by_address",
    "near_misses",
    "protected_addresses",
    "trimmed",
    "word_count",
]
