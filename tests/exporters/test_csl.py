"""CSL-JSON out: what goes out comes back, and nothing private is in it."""

from __future__ import annotations

import json

from hypothesis import given, settings

from appkit.diagnostics import Report
from appkit.exporters import csl
from appkit.importers import csl as importer
from bibliographies import back_again, publications, subject, sure, told
from profiles import Data


@settings(max_examples=50, deadline=None)
@given(publications())
def test_what_goes_out_comes_back(entries: list[Data]) -> None:
    given_ = subject(entries)

    found = sure(back_again(csl, importer, given_))

    assert isinstance(found, list)
    assert told(subject(found)) == told(given_)
