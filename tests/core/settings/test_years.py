"""Years as users write them."""

import pytest

from socmap_plugin.core.runtime.errors import InputError
from socmap_plugin.core.settings.years import parse_years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("", set()),
        ("2010", {2010}),
        ("2009-2011", {2009, 2010, 2011}),
        (" 2002 - 2003 ; 2005", {2002, 2003, 2005}),
        ("2002,2004,2002", {2002, 2004}),
        ("2002–2003", {2002, 2003}),  # as text processors write it
    ],
)
def test_years(text, years):
    assert parse_years(text) == years


@pytest.mark.parametrize("text", ["last year", "02-05", "2011-2002", "2002-", "20022004", "1800", "2002-9999"])
def test_other_texts_are_refused(text):
    with pytest.raises(InputError, match=rf"The years are '{text}'; write them as in 2002-2011"):
        parse_years(text)
