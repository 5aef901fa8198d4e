"""What a model makes of its covariates: how much worse it predicts when they are shuffled.

Start at `importance.Importance`; `shuffling.predictions` asks a model, `units.units` says what is shuffled together.
"""
