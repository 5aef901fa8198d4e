"""From downloads, rasters and samples to a patch dataset."""
