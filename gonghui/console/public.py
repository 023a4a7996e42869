"""What the pages above the console may use of it."""

from gonghui.console.offices.own import own_worker
from gonghui.console.request import OfficeRequest

__all__ = ["OfficeRequest", "own_worker"]
