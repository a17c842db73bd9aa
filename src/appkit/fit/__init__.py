"""Fitting: what a budget leaves of a selection."""

from appkit.fit.order import Drop, dropping_order, protected_addresses

__all__ = ["Drop", "dropping_order", "protected_addresses"]
