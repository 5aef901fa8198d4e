"""The CNN-LSTM with a member axis and its training: many same-shaped networks as batched products.

May import torch. Start at `fit.fit`.
"""
