"""The modelling module of SOC Map: no QGIS below this folder, so it runs in the worker and on any server."""
