"""Predict SOC Raster: windows of a map, predicted, kept on disk, gone on with, and published.

Start at `run.run`; going on with an unfinished map is in `unfinished_map`.
"""
