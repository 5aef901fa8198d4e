"""Rasters of any CRS, resolution and type: grids, reading with nodata as a mask, warping, masks, writing COGs.

May import rasterio. Start at `reading.GridStack`; what is missing is decided in `bands.Bands`.
"""
