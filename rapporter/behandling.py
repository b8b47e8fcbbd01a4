"""The way of a report: draft, for approval, approved, sent; back again, and opened anew."""

from .aapen import krev_aapen

__all__ = ["krev_aapen"]
