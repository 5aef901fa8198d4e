"""*Totals by Area*: means and totals of a map over polygons, with the intervals that errors alike in space leave.

Start at `run.run`; the variance of a mean is in `block_variance.Sampled`, what errors have in common in
`correlogram.correlogram`.
"""
