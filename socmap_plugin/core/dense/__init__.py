"""Exact and fast prediction of every pixel of a window, without cutting patches.

May import torch. Start at `predictors.window_predictor`.
"""
