"""What a package offers under its own name, each imported from its module when someone asks for it (PEP 562).

For packages of which a command needs one module or another, and few need all. Type checkers read the same
names from imports below ``if TYPE_CHECKING``. A name that is also that of a module of the package cannot be
offered so: once the module is imported, it is what the name means.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def front(package: str, **modules: tuple[str, ...]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package: the names that it offers, by the module of it that has them."""
    assert not modules.keys() & {name for names in modules.values() for name in names}
    homes = {name: f"{package}.{module}" for module, names in modules.items() for name in names}

    def __getattr__(name: str) -> Any:  # noqa: N807, ANN401 - it becomes one
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(importlib.import_module(homes[name]), name)
        setattr(sys.modules[package], name, found)
        return found

    return __getattr__
