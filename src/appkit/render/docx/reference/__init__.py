"""A template's ``reference.docx``: read, checked, taken over as far as it is formatting; and exported.

``opening`` reads the parts of a file nobody vouches for, ``formatting`` knows which properties are taken
over, ``elements`` writes them, ``styles`` finds styles and what they inherit, ``looks`` reads them as looks,
``taking`` decides what counts, ``writing`` puts it into a file, ``untouched`` knows an exported file again,
``exporting`` makes one.
"""

from appkit.render.docx.reference.opening import MAX_BYTES, BadReferenceError
from appkit.render.docx.reference.taking import ReferenceFile, read_reference, restyled

__all__ = ["MAX_BYTES", "BadReferenceError", "ReferenceFile", "read_reference", "restyled"]
