"""作废 in the ledgers of honours, whose own verbs take back what hangs on a record as well."""

from collections.abc import Callable
from typing import Any

from gonghui.kernel.ledger.api import Act, Done, Field

VOID_WHY = Field("reason", "作废原因", "text", size=120, help="记错了、重复了，写一句就行")


def void_act(do: Callable[..., Done], **more: Any) -> Act:
    """The act 作废 with its reason; `more` are further parts of the Act."""
    return Act(key="void", title="作废", button="登记作废", icon="slash-circle", do=do, fields=(VOID_WHY,), bulk=("reason",),
               locks=True, note="作废的不再计入任何数字，也不能恢复；内容和原因都留着，可以查。", **more)  # fmt: skip
