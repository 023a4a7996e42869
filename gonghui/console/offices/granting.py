"""What the county may read: granted for some days, taken back."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.offices import access, words
from gonghui.console.offices.forms import OfficesPage
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Field, all_ledgers
from gonghui.people.public import Doing, OfficeHeld, Role, grant_end, grants_on, record_grant


class GrantPage(OfficesPage):
    """What the county may read."""

    def may(self) -> bool:
        return self.request.rights.may(Doing.GRANT)

    def back(self) -> str:
        return reverse("console:offices")


class Grant(GrantPage):
    """授权查看."""

    def find(self, pk: int) -> None:
        return None

    def title(self) -> str:
        return "给县总工会授权"

    def name(self) -> str:
        return "任职和权限"

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        held = OfficeHeld.objects.on(self.reader.today).filter(role=Role.COUNTY).select_related("account")
        people = [(str(office.account_id), office.account.name) for office in held]
        titles = [(one.key, one.title) for one in all_ledgers() if not one.office_only]
        fields = [
            Field("account", "谁", "choice", choices=people, required=True, blank="请选",
                  help="先登记了县总工会任职的账号"),
            Field("union", "哪个工会", "record", of="工会", required=True, help="连同它下面的工会；写镇总工会就是全镇"),
            Field("ledgers", "哪些台账", "several", choices=titles, required=True),
            Field("start_on", "第一天", "day", required=True, future=True),
            Field("last_on", "最后一天", "day", required=True, future=True, help="过了这天自动收回"),
            Field("reason", "依据", "text", required=True, size=100, help="上级来函的文号，或者一句原因"),
        ]  # fmt: skip
        return OfficeForm(data, reader=self.reader, fields=fields, initial={"start_on": self.reader.today})

    def more(self, form: OfficeForm) -> dict[str, Any]:
        return {"help": "只能看，不能改；证件号、手机这些加密的内容仍然遮着。"}

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        account = self.picked(data["account"])
        record_grant(account=account, union=data["union"], ledgers=data["ledgers"], start_on=data["start_on"],
                     end_on=data["last_on"] + timedelta(days=1), reason=data["reason"], by=by, at=at)  # fmt: skip
        count = grants_on(account, at.date()).count()
        return f"授权登记好了。{account.name}现在有{count}项授权，到{cn_date(data['last_on'])}自动收回。"


class GrantEnd(GrantPage):
    """收回授权."""

    def find(self, pk: int) -> Any:
        return access.grant_of(self.request, pk)

    def title(self) -> str:
        return "收回授权"

    def name(self) -> str:
        return f"{self.record.account.name}，{self.record.union.name}的{words.ledgers(self.record)}"

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        return OfficeForm(data, reader=self.reader, fields=())

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        grant_end(grant=self.record, by=by, at=at)
        return "授权收回了，马上不能看。"
