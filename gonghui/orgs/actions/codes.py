"""Checking the credit code that a form or another verb brings."""

from typing import Any

from gonghui.kernel.refusal import Refused
from gonghui.kernel.sheets.cells import BadValue
from gonghui.kernel.sheets.codes import parse_uscc


def right_code(values: dict[str, Any]) -> None:
    """Bring `values["uscc"]` into its written form (None when empty). Raises Refused when it is no credit code."""
    if "uscc" in values:
        try:
            values["uscc"] = parse_uscc(values["uscc"])
        except BadValue as bad:
            raise Refused(f"统一社会信用代码{bad.reason}。", f"{bad.hint}。", "uscc") from bad
