"""Harmonise Depths: what was found in the field, horizon by horizon, brought to standard depths.

Start reading at `harmonize.run`; the spline is `spline.spline`, and what is looked for in horizons `horizons.usable`.
"""
