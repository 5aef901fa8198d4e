"""What a spreadsheet would calculate is quoted as text, and comes back as it was."""

from __future__ import annotations

import pytest

from socmap_plugin.core.runtime.csv_text import cell, text_of


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-a", "@SUM(A1)", "'=1", "''-x", "-1-1", "=", "-"])
def test_formulas_are_quoted(text):
    assert cell(text) == "'" + text
    assert text_of(cell(text)) == text


@pytest.mark.parametrize("text", ["", "a", "-5", "+1.5e3", "-inf", "a=b", "'a'", "5-3", "nan"])
def test_numbers_and_other_texts_stay(text):
    assert cell(text) == text
    assert text_of(text) == text
