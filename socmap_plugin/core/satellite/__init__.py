"""Import Phenology and Annual EVI: yearly covariates from satellite products.

Start at `phenology.run` and `evi.run`.
"""
