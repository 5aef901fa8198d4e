"""The scale on which a target is learnt: its logarithm where it is skewed, and the way back.

Start at `log_scale.learns_logarithm`.
"""
