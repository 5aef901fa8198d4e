"""Where a model may be believed: how unlike the samples other places are in their covariates.

Start at `space.measured`, the dissimilarity of samples; that of the pixels of a map is made in the room `dense`.
"""
