"""appkit: one master profile, every application a person sends.

The library behind the command line. Every function takes the folder of a workspace (or one inside it), returns
a frozen result with its diagnostics, prints nothing and never exits::

    import appkit

    result = appkit.build("my-workspace", ["westlake-phd"])
    for file in result.files:
        print(file.path, file.action)

Nothing is imported before it is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from appkit.diagnostics import AppkitError, Diagnostic, Location, Severity
    from appkit.operations.build import BuildResult, build

__version__ = "0.1.0"

_EXPORTS = {
    "AppkitError": "appkit.diagnostics",
    "BuildResult": "appkit.operations.build",
    "Diagnostic": "appkit.diagnostics",
    "Location": "appkit.diagnostics",
    "Severity": "appkit.diagnostics",
    "build": "appkit.operations.build",
}

__all__ = [
    "AppkitError",
    "BuildResult",
    "Diagnostic",
    "Location",
    "Severity",
    "__version__",
    "build",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module of that name has
    """An exported name, from the module that defines it."""
    if name in _EXPORTS:
        return getattr(importlib.import_module(_EXPORTS[name]), name)
    raise AttributeError(f"module 'appkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The exported names."""
    return __all__
