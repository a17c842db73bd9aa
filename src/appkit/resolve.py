"""Resolving: a target and the presets it extends, merged while every value still knows its file and line."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.diagnostics import did_you_mean, one_of
from appkit.source import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from appkit.diagnostics import Location, Report
    from appkit.source import Node


@dataclass(frozen=True, slots=True)
class Resolved:
    """A target with everything it inherits: the merged node, and the presets it came from, nearest last."""

    node: Mapping
    presets: tuple[str, ...]


def resolve(
    node: Mapping,
    preset: Callable[[str], Mapping | None],
    known: Iterable[str],
    report: Report,
) -> Resolved | None:
    """Merge a target with the presets it extends, or None with errors in ``report``.

    ``preset`` gives a preset's node by name: None where it is broken, which has been reported, KeyError
    where there is none; ``known`` are the names there are. Maps merge, rules append (one with an inherited
    name takes its place), other lists replace, null deletes. Presets apply in the order they are named.
    """
    merged = _Resolver(preset, tuple(known), report).resolve(node, ())
    return None if merged is None else Resolved(_without_nulls(merged.node), merged.presets)


# Ten times what anyone needs, and a tenth of what Python's stack holds.
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class _Resolver:
    preset: Callable[[str], Mapping | None]
    known: tuple[str, ...]
    report: Report
    done: dict[str, Resolved | None] = field(default_factory=dict)
    "Each preset is resolved once: where each of n extends two, there are 2ⁿ ways to the last."

    def resolve(self, node: Mapping, trail: tuple[str, ...]) -> Resolved | None:
        """The node over everything it extends; ``trail`` are the presets on the way here."""
        base: Mapping | None = None
        presets: list[str] = []
        failed = False
        for name, location in _extended(node):
            inherited = self._inherited(name, location, trail)
            if inherited is None:
                failed = True
                continue
            base = inherited.node if base is None else _merged(base, inherited.node)
            presets += [each for each in (*inherited.presets, name) if each not in presets]
        if failed:
            return None
        own = _without(node, "extends")
        return Resolved(own if base is None else _merged(base, own), tuple(presets))

    def _inherited(self, name: str, location: Location, trail: tuple[str, ...]) -> Resolved | None:
        if name in trail:
            circle = " → ".join((*trail[trail.index(name) :], name))
            self.report.error(
                "circular-extends", f"presets extend each other in a circle: {circle}", location
            )
            return None
        if name not in self.done:
            self.done[name] = self._resolved(name, location, trail)
        return self.done[name]

    def _resolved(self, name: str, location: Location, trail: tuple[str, ...]) -> Resolved | None:
        if len(trail) == _DEEPEST:
            message = f"presets extend each other more than {_DEEPEST} deep"
            self.report.error("too-deep", message, location)
            return None
        try:
            node = self.preset(name)
        except KeyError:
            near = did_you_mean(name, self.known)
            hint = near or f"there are: {one_of(self.known)}; a preset of yours begins with '_'"
            self.report.error("unknown-preset", f"no preset '{name}'", location, help=hint)
            return None
        return None if node is None else self.resolve(node, (*trail, name))


def _extended(node: Mapping) -> list[tuple[str, Location]]:
    """The names after ``extends``, with their places."""
    extends = node.get("extends")
    names = extends.items if isinstance(extends, Sequence) else [extends]
    return [(name.text, name.location) for name in names if isinstance(name, Scalar)]


def _without(node: Mapping, key: str) -> Mapping:
    entries = {k: v for k, v in node.entries.items() if k != key}
    return Mapping(entries, {k: node.keys[k] for k in entries}, node.location)


def _merged(base: Mapping, over: Mapping, path: tuple[str, ...] = ()) -> Mapping:
    """``over`` laid on ``base``; keys keep the place of whichever said them last."""
    entries = dict(base.entries)
    keys = dict(base.keys)
    for key, value in over.entries.items():
        entries[key] = _merged_value(entries.get(key), value, (*path, key))
        keys[key] = over.keys[key]
    return Mapping(entries, keys, over.location)


def _merged_value(base: Node | None, over: Node, path: tuple[str, ...]) -> Node:
    if isinstance(base, Mapping) and isinstance(over, Mapping):
        return _merged(base, over, path)
    if path == ("rules",) and isinstance(base, Sequence) and isinstance(over, Sequence):
        return _with_rules(base, over)
    return over


def _with_rules(base: Sequence, over: Sequence) -> Sequence:
    """The inherited rules, each replaced by the first of its name if there is one, then the others."""
    own: dict[str, Node] = {}
    for rule in over.items:
        if (name := _rule_name(rule)) is not None:
            own.setdefault(name, rule)
    replacing = {name: own.pop(name) for rule in base.items if (name := _rule_name(rule)) in own}
    kept = [replacing.get(_rule_name(rule) or "", rule) for rule in base.items]
    # A second rule of the name stays, so that it can be told as a mistake.
    added = [rule for rule in over.items if not any(rule is each for each in replacing.values())]
    return Sequence((*kept, *added), over.location)


def _rule_name(rule: Node) -> str | None:
    name = rule.get("name") if isinstance(rule, Mapping) else None
    return name.text if isinstance(name, Scalar) else None


def _without_nulls(node: Mapping) -> Mapping:
    """The mapping without keys whose value is null, at any depth: null deletes what was inherited."""
    entries: dict[str, Node] = {}
    for key, value in node.entries.items():
        if isinstance(value, Mapping):
            entries[key] = _without_nulls(value)
        elif not (isinstance(value, Scalar) and value.value is None):
            entries[key] = value
    return Mapping(entries, {key: node.keys[key] for key in entries}, node.location)
