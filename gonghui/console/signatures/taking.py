"""Taking private values out in clear with a second signature, where the office wants one."""

import hashlib
from collections.abc import Sequence

from gonghui.console.request import OfficeRequest
from gonghui.kernel.refusal import Refused
from gonghui.kernel.signing.actions import agreed_once, ask
from gonghui.kernel.signing.acts import Act, register_act
from gonghui.kernel.signing.queries import open_one
from gonghui.people.public import policy

TAKE_OUT = "private_export"
register_act(Act(key=TAKE_OUT, label="导出带证件号、电话的名单"))


def refuse_unsigned(
    request: OfficeRequest, *, ledger: str, title: str, keys: Sequence[int], opened: Sequence[str], reason: str
) -> None:
    """Where two must sign: go on once somebody else has agreed to these very records and values, within the last day.

    Otherwise asks for it and raises Refused; each agreement is for one file.
    """
    if TAKE_OUT not in policy().signed_twice:
        return
    exact = hashlib.sha256(repr((sorted(keys), sorted(opened), reason)).encode()).hexdigest()[:40]
    subject, by, at = f"{ledger} {request.user.pk} {exact}", request.hand, request.moment.at
    if agreed_once(act=TAKE_OUT, subject=subject, by=by, at=at):
        return
    if open_one(TAKE_OUT, subject) is None:
        words = f"导出{title}{len(keys)}条，露出{'、'.join(opened)}，用途：{reason}"
        ask(act=TAKE_OUT, subject=subject, title=words, payload={}, union_id=None, by=by, at=at)
    raise Refused(
        "含号码的名单要第二个人签字，已经替您请签了。",
        "别人在“等我签”里签好以后，一天之内照同样的条件和用途再导出一次。",
    )
