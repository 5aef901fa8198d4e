"""SOC Stock: stocks of carbon at points, each with its error, and every value that cannot be right named."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..jobs.soils import SocStockJob
from ..profiles.findings import KEPT, LEFT_OUT, Finding, log_findings, write_findings
from ..runtime.csv_text import cell
from ..runtime.errors import InputError
from ..runtime.numbers import number_in
from ..runtime.outputs import claimed
from ..runtime.progress import Progress
from ..runtime.seeds import STOCK, generator
from ..runtime.wording import number_of, shown
from ..settings.pedotransfer import parse_own
from .density import DENSEST, LEAST_MEASURED, LIGHTEST, Density, chosen, judged
from .stock import HALF_90, POSSIBLE, Parts, check_first_order, first_order, simulated, soil_mass, stock

Floats = NDArray[np.float64]
DRAWS = 2000
KILOGRAM = 1000  # g
PARAMETERS = {"soc": "SOC", "bulk_density": "BULK_DENSITY", "stones": "STONES", "thickness": "THICKNESS"}
MEASURED = "measured"
NOTICED = 0.01  # g/cm3 by which another function has to be better to be proposed


def run(job: SocStockJob, progress: Progress) -> dict[str, Any]:
    """Calculate the stocks of a job, and write them and what was found.

    Raises
    ------
    InputError
        No point has all parts of a stock, or the pedotransfer function cannot be used.
    """
    with claimed([job.output], [job.findings]) as claims:
        columns, findings = stocks(job, progress)
        log_findings(findings, progress)
        places = dict(zip(job.samples.ids, zip(job.samples.x, job.samples.y)))
        with claims.whole(job.output, job.findings) as (output, found):
            _write(job, columns, output)
            if job.findings:
                write_findings(findings, places, found)
    return {
        "output": job.output,
        "findings_file": job.findings,
        "findings": len(findings),
        "points": int(np.isfinite(columns["stock"]).sum()),
        "crs_wkt": job.samples.crs_wkt,
    }


def stocks(job: SocStockJob, progress: Progress) -> tuple[dict[str, Any], list[Finding]]:
    """Return the columns of the result, (n,) in the order of the samples, NaN where nothing is known, and findings."""
    findings: list[Finding] = []
    values = {name: _column(job, name, findings) for name in PARAMETERS}
    errors = {name: _error(job, name, np.isfinite(values[name]), findings) for name in PARAMETERS}
    soc, bulk_density = values["soc"], values["bulk_density"]
    both = np.isfinite(soc) & np.isfinite(bulk_density)
    density = chosen(job.pedotransfer, job.own_function, soc[both], bulk_density[both])
    missing = np.isfinite(soc) & np.isnan(bulk_density)
    _tell(job, density, soc[both], bulk_density[both], int(missing.sum()), progress)
    estimated = missing.copy() if density is not None else np.zeros(len(soc), np.bool_)
    if density is not None:
        holds = density.applies(np.nan_to_num(soc))
        text = f"{density.function.name} gives no density from {LIGHTEST:g} to {DENSEST:g} g/cm3 here."
        _name(job, missing & ~holds, "outside the function", text, "bulk_density", findings)
        estimated &= holds
        bulk_density[estimated] = density.of(soc[estimated])
        errors["bulk_density"][estimated] = density.error
    for name, parameter in PARAMETERS.items():
        _name(job, np.isnan(values[name]), "missing part", f"{parameter} has no value to use.", name, findings)
    parts, spread = Parts(**values), Parts(**errors)
    found = stock(parts)
    if not np.isfinite(found).any():
        raise InputError(
            f"No point of {job.samples.layer} has all parts of a stock; see that SOC, BULK_DENSITY, STONES and "
            "THICKNESS give numbers in g/kg, g/cm3, per cent and cm, and choose a PEDOTRANSFER function where "
            "densities are missing."
        )
    slope = np.where(estimated, density.slope(np.nan_to_num(soc)), 0.0) if density is not None else np.zeros(len(soc))
    deviation = first_order(parts, spread, slope)
    of = density.of if density is not None else None
    checked = simulated(parts, spread, estimated, of, DRAWS, generator(job.seed, STOCK))
    check_first_order(deviation, checked, progress)
    columns: dict[str, Any] = {
        "stock": found,
        "stock_sd": deviation,
        "stock_sd_simulated": checked,
        "stock_density": bulk_density,
        "stock_soil_mass": soil_mass(parts),
    }
    if job.reference_mass:
        columns["stock_equal_mass"] = soc * job.reference_mass / KILOGRAM
        columns["stock_equal_mass_sd"] = errors["soc"] * job.reference_mass / KILOGRAM
    sources = np.where(estimated, density.function.name if density is not None else "", MEASURED)
    columns["stock_density_from"] = np.where(np.isfinite(bulk_density), sources, "").tolist()
    return columns, findings


def _column(job: SocStockJob, name: str, findings: list[Finding]) -> Floats:
    """Return the numbers of a part, NaN where there is none or none that can be; what is wrong is named."""
    given = job.samples.parts.get(name)
    if given is None:
        return np.full(len(job.samples.ids), 0.0 if name == "stones" else np.nan)
    low, high, unit = POSSIBLE[name]
    column = np.full(len(given), np.nan)
    for i, value in enumerate(given):
        number = number_in(value) if isinstance(value, str) else value
        if value is None or value == "":
            continue
        if number is None or not low <= number <= high:
            what = shown(str(value)) if number is None else f"{number:g}"
            text = f"{PARAMETERS[name]} is {what}; soils have {low:g} to {high:g} {unit}."
            findings.append(Finding(job.samples.ids[i], "", name, "impossible value", LEFT_OUT, text))
        else:
            column[i] = number
    largest = np.nanmax(column, initial=0.0)
    if name == "stones" and 0 < largest <= 1:
        text = "All coarse fragments are from 0 to 1; multiply them by 100 if they are shares."
        findings.append(Finding(job.samples.ids[0], "", name, "shares, not per cent?", KEPT, text))
    return column


def _error(job: SocStockJob, name: str, there: NDArray[np.bool_], findings: list[Finding]) -> Floats:
    """Return the standard deviations of a part: 0 where none are given, NaN where one is missing."""
    given = job.samples.parts.get(f"{name}_error")
    if given is None:
        return np.zeros(len(there))
    numbers = [number_in(value) if isinstance(value, str) else value for value in given]
    column = np.array([math.nan if number is None else number for number in numbers], np.float64)
    wrong = ~np.isfinite(column) | (column < 0)
    column[wrong] = math.nan
    text = f"{PARAMETERS[name]}_ERROR has no number from 0 on; the error of the stock is not known."
    _name(job, wrong & there, "no error", text, f"{name}_error", findings, KEPT)
    return column / HALF_90 if job.error_kind == "half_90" else column


def _name(
    job: SocStockJob,
    where: NDArray[np.bool_],
    reason: str,
    text: str,
    part: str,
    findings: list[Finding],
    effect: str = LEFT_OUT,
) -> None:
    """Add a finding for every point, unless something was found of that part of it already."""
    named = {(item.owner, item.property) for item in findings}
    owners = (job.samples.ids[i] for i in np.flatnonzero(where).tolist())
    findings += [Finding(owner, "", part, reason, effect, text) for owner in owners if (owner, part) not in named]


def _tell(
    job: SocStockJob, density: Density | None, soc: Floats, measured: Floats, missing: int, progress: Progress
) -> None:
    """Say which pedotransfer function is best on the measured densities, and what is used where some are missing."""
    best, error = "", math.inf
    if len(measured) >= LEAST_MEASURED:
        own = parse_own(job.own_function) if job.own_function else None
        errors = judged(soc, measured, own)
        best, error = next(iter(errors.items()))
        ranked = ", ".join(f"{name} {own_error:.3f}" for name, own_error in errors.items())
        progress.log(
            f"Pedotransfer functions on {len(measured)} measured bulk densities, RMSE in g/cm3, best first: {ranked}."
        )
    if density is None:
        if missing and best:
            progress.warn(
                f"{number_of(missing, 'point')} without a bulk density; {best} is best on the measured ones, with an "
                f"error of {error:.3f} g/cm3: choose it as PEDOTRANSFER to have stocks there."
            )
        return
    used = density.function.name
    if density.error - error > NOTICED:
        progress.warn(
            f"{used} has an error of {density.error:.3f} g/cm3 on the measured bulk densities and {best} one of "
            f"{error:.3f}; choose {best} as PEDOTRANSFER."
        )
    known = "on the measured ones" if density.judged else "assumed, because too few are measured to judge by"
    progress.log(
        f"Bulk densities of {number_of(missing, 'point')} are estimated by {used}, with an error of "
        f"{density.error:.3f} g/cm3 ({known})."
    )
    if missing and density.function.source:
        progress.log(f"{used}: {density.function.soils}. {density.function.source}")


def _write(job: SocStockJob, columns: dict[str, Any], path: Path) -> None:
    with open(path, "w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("sample_id", "x", "y", *columns))
        for i, name in enumerate(job.samples.ids):
            row = [column[i] for column in columns.values()]
            texts = (value if isinstance(value, str) else "" if np.isnan(value) else f"{value:.10g}" for value in row)
            writer.writerow((cell(name), repr(job.samples.x[i]), repr(job.samples.y[i]), *texts))
