"""How models are called in print."""

from __future__ import annotations

from ..settings.labels import model_title as title

__all__ = ["title"]
