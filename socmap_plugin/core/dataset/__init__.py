"""Build Patch Dataset: samples and rasters in, the patch dataset and its report out; reading files of strangers.

Start at `build.run`; the file format is in `patch_dataset`.
"""
