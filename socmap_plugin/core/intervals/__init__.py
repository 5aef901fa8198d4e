"""Prediction intervals: between which values an observation lies as often as promised, and how good they are.

Start at `conformal.calibrate`; `scores.interval_score` judges them.
"""
