"""appkit: one master profile, every application a person sends.

The library behind the command line. Every function takes the folder of a workspace (or one inside it),
returns a frozen result with its diagnostics, prints nothing and never exits::

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
    from appkit.operations.clean import CleanResult, clean
    from appkit.operations.explain import Explanation, explain
    from appkit.operations.exporting import ExportResult, export
    from appkit.operations.ids import IdsResult, ids
    from appkit.operations.import_result import ImportResult
    from appkit.operations.importing import import_profile
    from appkit.operations.init import InitResult, init
    from appkit.operations.new import NewTarget, new_target
    from appkit.operations.schema import SchemaText, WrittenSchemas, schema, write_schemas
    from appkit.operations.status import Listing, list_targets
    from appkit.operations.template import ShownTemplate, TemplateListing, list_templates, show_template
    from appkit.operations.template_export import ExportedTemplate, export_template
    from appkit.operations.validate import Validation, validate
    from appkit.operations.write import WrittenLetter, write

__version__ = "0.1.0"

_EXPORTS = {
    "AppkitError": "appkit.diagnostics",
    "BuildResult": "appkit.operations.build",
    "CleanResult": "appkit.operations.clean",
    "Diagnostic": "appkit.diagnostics",
    "Explanation": "appkit.operations.explain",
    "ExportResult": "appkit.operations.exporting",
    "ExportedTemplate": "appkit.operations.template_export",
    "IdsResult": "appkit.operations.ids",
    "ImportResult": "appkit.operations.import_result",
    "InitResult": "appkit.operations.init",
    "Listing": "appkit.operations.status",
    "Location": "appkit.diagnostics",
    "NewTarget": "appkit.operations.new",
    "SchemaText": "appkit.operations.schema",
    "Severity": "appkit.diagnostics",
    "ShownTemplate": "appkit.operations.template",
    "TemplateListing": "appkit.operations.template",
    "Validation": "appkit.operations.validate",
    "WrittenLetter": "appkit.operations.write",
    "WrittenSchemas": "appkit.operations.schema",
    "build": "appkit.operations.build",
    "clean": "appkit.operations.clean",
    "explain": "appkit.operations.explain",
    "export": "appkit.operations.exporting",
    "export_template": "appkit.operations.template_export",
    "ids": "appkit.operations.ids",
    "import_profile": "appkit.operations.importing",
    "init": "appkit.operations.init",
    "list_targets": "appkit.operations.status",
    "list_templates": "appkit.operations.template",
    "new_target": "appkit.operations.new",
    "schema": "appkit.operations.schema",
    "show_template": "appkit.operations.template",
    "validate": "appkit.operations.validate",
    "write": "appkit.operations.write",
    "write_schemas": "appkit.operations.schema",
}

__all__ = [
    "AppkitError",
    "BuildResult",
    "CleanResult",
    "Diagnostic",
    "Explanation",
    "ExportResult",
    "ExportedTemplate",
    "IdsResult",
    "ImportResult",
    "InitResult",
    "Listing",
    "Location",
    "NewTarget",
    "SchemaText",
    "Severity",
    "ShownTemplate",
    "TemplateListing",
    "Validation",
    "WrittenLetter",
    "WrittenSchemas",
    "__version__",
    "build",
    "clean",
    "explain",
    "export",
    "export_template",
    "ids",
    "import_profile",
    "init",
    "list_targets",
    "list_templates",
    "new_target",
    "schema",
    "show_template",
    "validate",
    "write",
    "write_schemas",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module of that name has
    """An exported name, from the module that defines it."""
    if name in _EXPORTS:
        return getattr(importlib.import_module(_EXPORTS[name]), name)
    raise AttributeError(f"module 'appkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The exported names."""
    return __all__
