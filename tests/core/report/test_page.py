"""The page of a report: what is folded, and how settings and numbers are called."""

from __future__ import annotations

import pytest

from socmap_plugin.core.jobs.models import ForestSettings, TrainingSettings
from socmap_plugin.core.report.page import Report
from socmap_plugin.core.runtime.wording import number_of


def page(tmp_path, fill) -> str:
    report = Report("Title", "lead")
    fill(report)
    report.write(tmp_path / "report.html")
    return (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_folded_table_is_in_the_page_behind_its_line(tmp_path):
    written = page(tmp_path, lambda report: report.table(("a", "b"), [(1, 2)], folded="All <bands>"))
    assert "<details><summary>All &lt;bands&gt;</summary><table>" in written
    assert "</table></details>" in written


def test_a_table_and_a_code_without_a_line_are_shown(tmp_path):
    written = page(tmp_path, lambda report: (report.table(("a", "b"), [(1, 2)]), report.code("{}")))
    assert "<details" not in written.partition("</style>")[2]


def test_settings_are_called_as_in_the_dialogs(tmp_path):
    written = page(tmp_path, lambda report: report.settings(TrainingSettings(), ForestSettings()))
    assert '<td class="t">Learn the logarithm of the target</td><td class="s">auto</td>' in written
    assert 'LSTM layers</td><td class="t">as the network has</td>' in written
    assert "lstm_layers" not in written
    assert written.count("Random seed") == 1


@pytest.mark.parametrize(("count", "text"), [(0, "0 years"), (1, "1 year"), (2, "2 years")])
def test_one_is_no_plural(count, text):
    assert number_of(count, "year") == text
