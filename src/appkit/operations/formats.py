"""Formats asked for: whether there is such a one, whether it can be written here, and by which documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from appkit.render import FORMATS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from appkit.diagnostics import Location, Report
    from appkit.load import LoadedTarget
    from appkit.model.target import Target


def check_formats(formats: Iterable[str], report: Report) -> None:
    """A format that is asked for must exist, and its writer must be installed."""
    for name in formats:
        if name not in FORMATS:
            report.error("unknown-format", f"no format '{name}'", help=f"there are: {', '.join(FORMATS)}")
        else:
            _check_one(name, None, report)


def check_installed(
    target: Target, formats: Collection[str] | None, documents: Collection[str] | None, report: Report
) -> None:
    """What is to be written must have its writer: each format is told once, where a target first lists it."""
    places: dict[str, Location] = {}
    for plan in target.documents:
        if documents is None or plan.kind in documents:
            for name in plan.formats:
                if formats is None or name in formats:
                    places.setdefault(name, plan.locations.get("formats", plan.location))
    for name, place in places.items():
        _check_one(name, place, report)


def _check_one(name: str, location: Location | None, report: Report) -> None:
    renderer = FORMATS[name]
    if not renderer.is_available:
        report.error(
            "missing-extra",
            f"{name.upper()} needs the package '{renderer.needs}', which is not installed",
            location,
            help=f"python -m pip install 'appkit[{renderer.extra}]'",
        )


def with_formats(
    loaded: LoadedTarget, formats: Collection[str], documents: Collection[str] | None
) -> LoadedTarget:
    """The target whose documents have the formats too that are asked for; ``documents`` None means all."""
    asked = [name for name in FORMATS if name in formats]
    plans = (
        replace(plan, formats=tuple(dict.fromkeys((*plan.formats, *asked))))
        if documents is None or plan.kind in documents
        else plan
        for plan in loaded.target.documents
    )
    return replace(loaded, target=replace(loaded.target, documents=tuple(plans)))
