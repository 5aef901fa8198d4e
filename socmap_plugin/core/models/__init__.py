"""Train CNN-LSTM and Train Random Forest; stack, hybrid, metrics, and the model file.

Start at `train.run_network`; R2 and its kin are in `metrics`.
"""
