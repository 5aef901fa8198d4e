"""Pedotransfer functions of bulk density: by name with their sources, and the user's own. Standard library only.

By name are those that FAO's manuals for national maps of soil organic carbon (SOC Mapping Cookbook, chapter 4; GSNmap
Technical Manual, step 1) and an independent collection of published functions (the R package soilptf) give alike. Of
the manuals' others the collection has other coefficients (Saini 1966, Grigal 1989), or a density of the mineral part
that the manuals take from solid minerals (Adams 1973): whoever trusts them writes them as the own function.

The manuals' script takes the natural logarithm for Jeffrey (1970), the collection the decimal one, which is right: with
the natural one densities are negative from 9 per cent of organic matter on, with the decimal one pure peat has 0.125.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..runtime.errors import InputError
from ..runtime.numbers import number_in
from ..runtime.wording import shown

# By the form, its coefficients and what it is, with the organic matter o in per cent.
FORMS = {
    "linear": ("a b", "a + b o"),
    "inverse": ("a b", "1 / (a + b o)"),
    "logarithm": ("a b", "a + b log10(o)"),
    "exponential": ("a b c", "a + b exp(c o)"),
    "mixture": ("a b", "100 / (o / a + (100 - o) / b)"),
}
MATTER_PER_CARBON = 1.724  # van Bemmelen's factor, as in the manuals
LARGEST_COEFFICIENT = 1e6
# g/cm3, of a function that cannot be judged by measured densities: the best two of eleven published functions had 0.17
# and 0.20 on soils of Brazil ("Hierarchical pedotransfer functions ...", Scientia Agricola, 2024).
TYPICAL_ERROR = 0.2


@dataclass(frozen=True)
class Pedotransfer:
    """A pedotransfer function of bulk density in g/cm3: its form is one of `FORMS`, `soils` what it was made for."""

    name: str
    form: str
    coefficients: tuple[float, ...]
    soils: str = ""
    source: str = ""


FUNCTIONS = (
    Pedotransfer(
        "drew1973", "inverse", (0.6268, 0.0361), "156 samples to 30 cm under forest in Minnesota, USA",
        "Drew, L.A. (1973). Bulk density estimation based on organic matter content of some Minnesota soils. Minnesota "
        "Forestry Research Notes, 243.",
    ),
    Pedotransfer(
        "jeffrey1970", "logarithm", (1.482, -0.6786), "98 samples, by their loss on ignition",
        "Jeffrey, D.W. (1970). A note on the use of ignition loss as a means for the approximate estimation of soil "
        "bulk density. Journal of Ecology, 58, 297-299.",
    ),
    Pedotransfer(
        "honeysett1989", "inverse", (0.564, 0.0556), "136 samples to 80 cm under forest in Australia",
        "Honeysett, J.L., Ratkowsky, D.A. (1989). The use of ignition loss to estimate bulk density of forest soils. "
        "Journal of Soil Science, 40, 299-308.",
    ),
)  # fmt: skip
BY_NAME = {function.name: function for function in FUNCTIONS}
NONE, BEST, OWN = "none", "best", "own"
CHOICES = (NONE, BEST, *BY_NAME, OWN)


def parse_own(text: str) -> Pedotransfer:
    """Return the function that a text such as ``inverse 0.62 0.036`` names.

    Raises
    ------
    InputError
        The form is not known, or another number of coefficients is given than it has.

    Examples
    --------
    >>> parse_own("linear 1.62 -0.06").coefficients
    (1.62, -0.06)
    """
    form, *numbers = text.replace(",", " ").replace(";", " ").split() or [""]
    found = (number_in(number) for number in numbers)
    coefficients = tuple(number for number in found if number is not None and abs(number) <= LARGEST_COEFFICIENT)
    if form not in FORMS or not len(coefficients) == len(numbers) == len(FORMS[form][0].split()):
        forms = "; ".join(f"{name} {letters}: {formula}" for name, (letters, formula) in FORMS.items())
        raise InputError(
            f"The own pedotransfer function is {shown(text)}; write its form and its coefficients, such as inverse "
            f"0.62 0.036, with o for the per cent of organic matter: {forms}."
        )
    return Pedotransfer(OWN, form, coefficients)
