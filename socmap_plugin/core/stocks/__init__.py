"""Stocks of carbon: from concentration, bulk density, coarse fragments and thickness to t/ha with an error.

Start reading at `stock.stock`; `points.run` works on fields of points, `rasters.run` on maps, and `density.Density`
estimates bulk densities that were not measured.
"""
