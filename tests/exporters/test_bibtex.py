"""BibTeX out: what goes out comes back, other programs can read it, and nothing private is in it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from appkit.diagnostics import Report
from appkit.exporters import bibtex
from appkit.exporters.bibliography_names import Parts, parts
from appkit.importers import bibtex as importer
from bibliographies import back_again, publications, subject, sure, told
from profiles import Data


@settings(max_examples=50, deadline=None)
@given(publications())
def test_what_goes_out_comes_back(entries: list[Data]) -> None:
    given_ = subject(entries)

    found = sure(back_again(bibtex, importer, given_))

    assert isinstance(found, list)
    assert told(subject(found)) == told(given_)
