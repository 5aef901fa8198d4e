"""Facts of satellite products: tiles, file names, layers, fill values, scales.

Light: QGIS loads it. Start at `modis.parse_name`.
"""
