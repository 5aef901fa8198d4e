"""What every job stands on: errors, progress, outputs that appear whole, claims, the child process, words, seeds.

Light: standard library only where it is loaded, because QGIS loads it too. Start at `outputs.claimed`.
"""
