"""The points of the quality score: the office's own way, set from a day on."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from gonghui.bargaining.public import quality_points, quality_weight_set, quality_weights
from gonghui.console.ledgers.forms import OfficeForm
from gonghui.console.workflow.pages import OncePage
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.ledger.api import Field
from gonghui.kernel.refusal import Refused


class Weights(OncePage):
    """分值."""

    button = "保存分值"

    def dispatch(self, request: HttpRequest, *args: Any, **key: Any) -> Any:
        return super().dispatch(request, *args, **{**key, "pk": 0})

    def find(self, pk: int) -> None:
        return None

    def back(self) -> str:
        return reverse("console:quality")

    def title(self) -> str:
        return "分值"

    def name(self) -> str:
        return "协商质量评价"

    def barred(self) -> Refused | None:
        return None if self.reader.town else Refused("分值全镇共用，由镇总工会定。", "请把意见告诉镇总工会。")

    def form(self, data: Any = None, files: Any = None) -> OfficeForm:
        now = quality_weights(self.reader.today)
        fields = [Field("start_on", "从哪天起", "day", required=True, future=True, help="以前的评价不变")]
        fields += [Field(key, f"{side}：{title}", "money", required=True) for key, side, title in quality_points()]
        return OfficeForm(data, reader=self.reader, fields=fields, initial={"start_on": self.reader.today, **now})

    def more(self, form: OfficeForm) -> dict[str, Any]:
        return {"help": "这是本镇办法，不是法律规定。各项合起来最好是100分。"}

    def deed(self, data: dict[str, Any], by: Hand, at: Any) -> str:
        if not self.reader.town:
            raise Refused("分值全镇共用，由镇总工会定。", "请把意见告诉镇总工会。")
        now = quality_weights(data["start_on"])
        changed = sum(
            quality_weight_set(code=key, points=data[key], start_on=data["start_on"], by=by, at=at)
            for key, _, _ in quality_points() if data[key] != now[key]
        )  # fmt: skip
        return f"改了{changed}项。" if changed else "没有改动。"
