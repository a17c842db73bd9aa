"""Shape: whether a file's data is what its schema describes, said in words a writer of YAML understands."""

from appkit.check.check import check
from appkit.check.prune import prune
from appkit.check.schemas import NAMES, schema, schema_text

__all__ = ["NAMES", "check", "prune", "schema", "schema_text"]
