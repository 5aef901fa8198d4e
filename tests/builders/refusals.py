"""What a refusal has to be: one sentence that says what to do."""

from __future__ import annotations

import re


def assert_sentence(reason, message):
    assert re.search(message, reason), reason
    assert "\n" not in reason
    assert reason.endswith(".")


def refusal(algorithm, context, parameters, name="buildpatchdataset"):
    accepted, reason = algorithm(name).checkParameterValues(parameters, context)
    assert not accepted
    return reason
