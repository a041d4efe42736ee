"""Random situations, near the thresholds of the rules of their area."""

from .make import make
from .place import Place, places

__all__ = ["Place", "make", "places"]
