"""The rooms of the core: the one place where the direction of imports is written down.

A new room, or a package that a room may use from now on, is a line here.
"""

from __future__ import annotations

# Lower rooms first: a room imports itself and rooms above its line, never one below. With each, the packages beside the
# standard library that it may import. Rooms without any are light: QGIS loads them, and no other room.
ROOMS: dict[str, set[str]] = {
    "runtime": set(),
    "products": set(),
    "settings": set(),
    "jobs": set(),
    "covariates": set(),
    "cluster": {"cloudpickle", "distributed"},
    "unfinished": {"numpy"},
    "raster": {"numpy", "rasterio"},
    "report": {"matplotlib", "numpy", "PIL"},
    "patches": {"numpy", "rasterio", "scipy"},
    "checks": {"numpy", "rasterio"},
    "terrain": {"numpy", "richdem"},
    "satellite": {"numpy", "rasterio"},
    "profiles": {"numpy", "rasterio", "scipy"},
    "plausibility": {"matplotlib", "numpy", "rasterio", "scipy", "sklearn"},
    "dataset": {"numpy", "rasterio"},
    "splits": {"numpy", "rasterio", "scipy"},
    "target": {"numpy"},
    "geostatistics": {"numpy", "scipy"},
    "intervals": {"numpy"},
    "stocks": {"numpy", "rasterio"},
    "applicability": {"numpy", "scipy"},
    "network": {"numpy", "torch"},
    "trees": {"numpy", "sklearn"},
    "effects": {"numpy", "scipy"},
    "models": {"numpy", "rasterio", "safetensors", "scipy", "sklearn", "torch"},
    "selection": {"numpy"},
    "accuracy": {"matplotlib", "numpy", "scipy"},
    "dense": {"numpy", "torch"},
    "crossval": {"numpy", "scipy"},
    "mapping": {"numpy", "rasterio"},
    "verdicts": {"matplotlib", "numpy", "scipy"},
    "totals": {"matplotlib", "numpy", "rasterio", "scipy"},
    "sampling": {"matplotlib", "numpy", "scipy"},
    "document": {"numpy", "rasterio"},
}
