"""From rasters to what the models read: patches, sequences, filled gaps; at samples and in windows of a map.

Start at `patches.CovariateReader`.
"""
