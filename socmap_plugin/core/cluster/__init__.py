"""The same work on a Dask cluster: connecting, sending this package, handing out items, getting results.

Imports dask only where a job names a scheduler. Start at `cluster.Cluster`.
"""
