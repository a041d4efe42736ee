"""A second implementation of the rules, written from docs/rules.md alone, for comparing."""

from .answer import assess

__all__ = ["assess"]
