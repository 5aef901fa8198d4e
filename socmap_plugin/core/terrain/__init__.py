"""Terrain Covariates: the eight of the paper's Table 1 from a digital elevation model.

Start at `run.run`.
"""
