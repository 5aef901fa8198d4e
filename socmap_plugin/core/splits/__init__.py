"""Which samples train and which test: folds by stratum, at random, by block, by kNNDM; and where the map will be.

Start at `schemes.make_folds`.
"""
