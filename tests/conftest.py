"""What all tests share: property tests draw the same examples in every run."""

from __future__ import annotations

import hypothesis

hypothesis.settings.register_profile("same every time", derandomize=True)
hypothesis.settings.load_profile("same every time")
