"""行业工资标准: an ordinary ledger, with the checks of its matter."""

from tests.suite import LedgerSuite


class TestWageStandards(LedgerSuite):
    key = "wage-standards"
    first = {
        "industry": "建材",
        "post": "搅拌工",
        "amount": "3200",
        "unit": "month",
        "start_on": "2026-01-01",
        "union": "{east}",
    }
    second = {"industry": "服装", "post": "缝纫工", "amount": "1.8", "unit": "piece", "piece": "一件衬衫", "reach": "90",
              "start_on": "2026-03-01", "expires_on": "2027-02-28", "union": "{west}"}  # fmt: skip
    change = {"amount": "3300"}
    refused = (
        ({"amount": "0"}, "工资标准要大于0。"),
        ({"unit": "piece"}, "计件标准没有写计什么。"),
        ({"unit": "piece", "piece": "一袋水泥", "reach": "89"}, "只有89%的职工能在法定工作时间内完成"),
        ({"expires_on": "2025-12-31"}, "最后一天早于起始"),
        ({"union": "没有这家"}, "没有这个工会"),
    )
