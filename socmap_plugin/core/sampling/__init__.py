"""*Where to Sample*: places that make a map better, and probability samples that judge it. Start at `run.run`.

`frame.frame_of` looks at the area once; `covariate_space.coverage` and its neighbours choose by covariates,
`probability_samples.stratified` and its neighbour by chance.
"""
