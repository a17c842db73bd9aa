"""Manifests as files: JSON that a person can read, with sorted keys, no clock and no absolute path.

The last two keys are for the next run. ``unchanged`` is the evidence by which it skips the target, on one
line; ``whole`` is the digest of all that stands before it. Where that is not so (someone has edited the file,
or a merge has put two together) the evidence is not believed, and the target is looked at as if it had none.
"""

from __future__ import annotations

import json
from dataclasses import asdict, field
from typing import TYPE_CHECKING

from appkit.dataclass import dataclass
from appkit.model.manifest import ArtifactRecord, Manifest
from appkit.output import _disk, evidence, names, places
from appkit.output.digests import digest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from appkit.diagnostics import Report
    from appkit.model.manifest import Evidence
    from appkit.output.places import Place

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Record:
    """The contents of a manifest file: the manifest, the output folder it is about, and what may be replaced.

    ``replaces`` maps a path to the digest of a hand-edited file of which a backup has been made.
    """

    manifest: Manifest
    out: str
    replaces: Mapping[str, str] = field(default_factory=dict)


def read_manifest(place: Place, report: Report) -> Manifest | None:
    """What was built last at ``place``; None where nothing was, or, with a warning, it cannot be read."""
    record = read(place, place.manifest, report)
    return record.manifest if record else None


def read(place: Place, path: Path, report: Report) -> Record | None:
    """The record in one file of ``place``; None where there is none, or, with a warning, no good one."""
    try:
        data = _disk.read(path)
        if data is None:
            return None
        record = decode(data)
        _check_belongs(place, record)
    except (OSError, ValueError, RecursionError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        report.warning(
            "manifest-unreadable",
            f"{place.shown(path)} cannot be used ({reason}); the files it is about count as edited by hand",
            help="restore it, or delete it and build again",
        )
        return None
    return record


def _check_belongs(place: Place, record: Record) -> None:
    manifest = record.manifest
    stems = {places.stem(manifest.target, profile, record.out) for profile in (None, manifest.profile)}
    if place.stem not in stems:
        raise ValueError(f"it is the record of target '{manifest.target}' in '{record.out}'")


def encode(record: Record) -> bytes:
    """The bytes of a manifest file; the same for equal records."""
    manifest = record.manifest
    data = {
        "manifest": _VERSION,
        "target": manifest.target,
        "profile": manifest.profile,
        "appkit": manifest.appkit,
        "inputs": dict(manifest.inputs),
        "artifacts": [_artifact_data(each) for each in sorted(manifest.artifacts, key=lambda a: a.path)],
        "decisions": {document: dict(items) for document, items in manifest.decisions.items()},
        "out": record.out,
        "replaces": dict(record.replaces),
    }
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).removesuffix("\n}")
    if manifest.evidence is not None:
        known = json.dumps(evidence.evidence_data(manifest.evidence), ensure_ascii=False, sort_keys=True)
        text += f',\n "unchanged": {known}'
    # A lone surrogate has no UTF-8; JSON's own escape for it is what Python's handler writes.
    content = text.encode("utf-8", "backslashreplace")
    return content + _WHOLE + digest(content).encode() + _END


_WHOLE, _END = b',\n "whole": "', b'"\n}\n'


def whole(data: bytes) -> object:
    """What stands in a manifest file that is just as it was written. Raises ValueError where it is not."""
    content, _, end = data.rpartition(_WHOLE)
    if end != digest(content).encode() + _END:
        raise ValueError("it is not as it was written")
    tree: object = json.loads(data)
    return tree


def decode(data: bytes) -> Record:
    """The record in the bytes of a manifest file. Raises ValueError where they are anything else."""
    tree = _mapping(json.loads(data))
    if tree.get("manifest") != _VERSION:
        raise ValueError("it is not a manifest that this version of appkit knows")
    artifacts = tree.get("artifacts")
    if not isinstance(artifacts, list):
        raise ValueError("it has no list of artifacts")  # noqa: TRY004 - one error for all that is not a manifest
    decisions = _mapping(tree.get("decisions"))
    manifest = Manifest(
        target=_text(tree.get("target")),
        profile=_text(tree.get("profile")),
        appkit=_text(tree.get("appkit")),
        inputs=_texts(tree.get("inputs")),
        artifacts=tuple(_artifact(_mapping(artifact)) for artifact in artifacts),
        decisions={document: _texts(items) for document, items in decisions.items()},
        evidence=_evidence(data),
    )
    return Record(manifest, _text(tree.get("out")), _texts(tree.get("replaces")))


def _evidence(data: bytes) -> Evidence | None:
    """The evidence, None where there is none that can be believed."""
    try:
        tree = whole(data)
        return evidence.evidence_of(tree["unchanged"]) if isinstance(tree, dict) else None
    except evidence.MISFITS:
        return None


def _artifact_data(artifact: ArtifactRecord) -> dict[str, object]:
    return {key: value for key, value in asdict(artifact).items() if value is not None}


def _artifact(data: Mapping[str, object]) -> ArtifactRecord:
    size = data.get("size")
    texts = _texts({key: value for key, value in data.items() if key != "size"})
    try:
        record = ArtifactRecord(**texts, size=size if isinstance(size, int) else None)
    except TypeError as error:
        raise ValueError("an artifact lacks a key, or has one too many") from error
    # `clean` removes what a manifest names, and a manifest may come with a workspace from anyone.
    names.check_path(record.path)
    return record


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("an object was expected")  # noqa: TRY004 - as in `decode`
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("text was expected")  # noqa: TRY004 - as in `decode`
    return value


def _texts(value: object) -> dict[str, str]:
    return {key: _text(item) for key, item in _mapping(value).items()}
