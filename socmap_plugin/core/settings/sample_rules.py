"""What Check Samples looks for: every rule by its name, with its limit, and what to do about what it finds.

Standard library only: QGIS imports it.
"""

from __future__ import annotations

from dataclasses import dataclass

LARGEST_SOC = {"g/kg": 580, "%": 58}  # carbon in pure organic matter: 1 / 1.724
MATTER_BY_CARBON = 1.724  # organic matter by organic carbon, the factor in use; 1.4 to 2.5 are found (Pribyl 2010)
ORGANIC_SOIL_PERCENT = 12  # carbon of organic soil material is this and more (Soil Taxonomy)
FEW_G_PER_KG = 6.0  # a group of values that may be per cent has a mean below it: of 60 g/kg
SMALLEST_TOPSOILS = 5.0  # g/kg that more than 5 % of samples exceed, unless they are of deserts

NEIGHBOURS = 8
MOST_DEVIATIONS = 5.0  # robust standard deviations, unless the user says otherwise
TIED_SAMPLES, TIED_TIMES = 5, 4  # so many samples with one value, and so much more often than values beside it
PILED_TIMES = 3  # the same for the smallest value of all

NEAR_M = 1.0  # points that are nearer are one place
MOST_OUTSIDE_M = 100.0  # of an area: borders are drawn more roughly than points
REACH_PX = 2  # around a sample, where a covariate has a value on land
FIRST_YEAR = 1900
_DEVIATIONS = "{deviations}"

VALUES, SURROUNDINGS, PLACES, DATES = "values", "surroundings", "places", "dates"


@dataclass(frozen=True)
class Rule:
    """A rule: its name, what it is about, when it is broken, and what to do then."""

    name: str
    about: str
    limit: str
    remedy: str

    def stated(self, deviations: float) -> str:
        """Return the limit, where the user allows so many robust standard deviations."""
        return self.limit.replace(_DEVIATIONS, f"{deviations:g}")


IMPOSSIBLE, NO_NUMBER, DETECTION = "impossible value", "no number", "below detection"
UNIT, MATTER, IDENTICAL = "another unit", "organic matter", "identical values"
UNLIKE_NEIGHBOURS, UNLIKE_COVARIATES = "unlike neighbours", "unlike covariates"
EXCHANGED, ROUNDED, ORIGIN = "exchanged coordinates", "rounded coordinates", "coordinates 0, 0"
OUTSIDE, AT_SEA, REMOTE = "outside the area", "no covariates near", "far from all others"
DUPLICATE, SEVERAL = "duplicate", "several values at a place"
IMPOSSIBLE_DATE, EMPTY_DATE = "impossible date", "date of nothing"

RULES = {
    rule.name: rule
    for rule in (
        Rule(
            IMPOSSIBLE,
            VALUES,
            f"0 to {LARGEST_SOC['g/kg']} g/kg or {LARGEST_SOC['%']} %, the carbon of pure organic matter; not below 0 "
            "in other units",
            "Correct the value, or UNIT; what stands for a missing value has to be NULL.",
        ),
        Rule(
            NO_NUMBER,
            VALUES,
            "a number with a decimal point",
            "Correct the text, or turn it into a number by an expression in TARGET.",
        ),
        Rule(
            DETECTION,
            VALUES,
            f"no text such as <0.5, no 0, and the smallest value not at {TIED_SAMPLES} samples and {PILED_TIMES} times "
            "as often as the next ones",
            "Use half of the detection limit, and say so in what you publish.",
        ),
        Rule(
            UNIT,
            VALUES,
            "one group of values, not two a factor of 10 apart",
            "Look the unit up in the laboratory's sheet; multiply or divide by 10.",
        ),
        Rule(
            MATTER,
            VALUES,
            f"carbon, not organic matter, which is about {MATTER_BY_CARBON} times as much",
            f"Divide by {MATTER_BY_CARBON} in TARGET.",
        ),
        Rule(
            IDENTICAL,
            VALUES,
            f"a value at fewer than {TIED_SAMPLES} samples, or not {TIED_TIMES} times as often as those beside it",
            "Check whether values were copied down, or stand for missing ones.",
        ),
        Rule(
            UNLIKE_NEIGHBOURS,
            SURROUNDINGS,
            f"{_DEVIATIONS} robust standard deviations from the median of the {NEIGHBOURS} nearest places",
            "Check the value and the coordinates; keep it if both are right.",
        ),
        Rule(
            UNLIKE_COVARIATES,
            SURROUNDINGS,
            f"{_DEVIATIONS} robust standard deviations from what a forest predicts that has not seen the sample",
            "Check the value and the coordinates; keep it if both are right.",
        ),
        Rule(
            EXCHANGED,
            PLACES,
            "inside the area, or among the other samples, as given and not with x and y exchanged",
            "Select these samples and run Swap X and Y Coordinates on them.",
        ),
        Rule(
            ROUNDED,
            PLACES,
            "no whole degrees, minutes, tenths or hundredths of a degree, or kilometres, in both coordinates",
            "Look the exact place up; leave the sample out if it is farther off than a pixel.",
        ),
        Rule(ORIGIN, PLACES, "not 0, 0", "Look the place up; 0, 0 is what programs make of an empty field."),
        Rule(
            OUTSIDE,
            PLACES,
            f"{MOST_OUTSIDE_M:g} m beyond the polygons of AREA",
            "Correct the coordinates, or the CRS of the layer.",
        ),
        Rule(
            AT_SEA,
            PLACES,
            f"a value of some covariate within {REACH_PX} pixels",
            "Check whether the sample lies in the sea, in a lake or beyond the rasters; correct its coordinates.",
        ),
        Rule(
            REMOTE,
            PLACES,
            "nearer to another sample than the diagonal of the box that holds the middle 90 % of them",
            "Check signs and digits of the coordinates, and the CRS of the layer.",
        ),
        Rule(
            DUPLICATE,
            PLACES,
            f"not the same value within {NEAR_M:g} m",
            "Keep one of them; a duplicate counts twice.",
        ),
        Rule(
            SEVERAL,
            PLACES,
            f"one value within {NEAR_M:g} m",
            "Select one depth or year, or bring depths together with Harmonise Depths.",
        ),
        Rule(
            IMPOSSIBLE_DATE,
            DATES,
            f"a date that there is, from {FIRST_YEAR} to today",
            "Correct the date, or make it NULL.",
        ),
        Rule(
            EMPTY_DATE,
            DATES,
            "not 1899-12-30, 1900-01-01 or 1970-01-01, with which programs begin to count",
            "Correct the date, or make it NULL; they often stand for an empty field.",
        ),
    )
}
