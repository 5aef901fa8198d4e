"""What was found in the field: horizons brought to standard depths, and samples checked for what cannot be.

Start reading at `harmonize.run`; the spline is `spline.spline`, and what is looked for in horizons `horizons.usable`.
"""
