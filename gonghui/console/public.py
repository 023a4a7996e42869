"""What the pages above the console may use of it."""

from gonghui.console.filenames import plain_name
from gonghui.console.offices.own import own_holdings, own_worker
from gonghui.console.request import OfficeRequest
from gonghui.console.views.account import account_events

__all__ = ["OfficeRequest", "account_events", "own_holdings", "own_worker", "plain_name"]
