"""用印登记: the office's seal."""

from tests.suite import LedgerSuite


class TestSealUses(LedgerSuite):
    key = "seal-uses"
    first = {"on": "0701", "matter": "关于成立宏达机械工会的批复", "number": "石工〔2026〕12号", "copies": "3",
             "applicant": "陈秀兰", "approver": "吴国平", "union": "{east}"}  # fmt: skip
    second = {"on": "今天", "matter": "劳动竞赛报名表", "copies": "1", "applicant": "何西", "approver": "吴国平", "union": "{west}"}
    change = {"copies": "5"}
    refused = (
        ({"approver": "陈秀兰"}, "申请人和批准人是同一个人。请由别人批准，或者核对姓名。"),
        ({"copies": "0"}, "份数是0。"),
        ({"copies": "三份多"}, "份数只写数字。"),
        ({"union": "没有这家"}, "没有这个工会"),
    )
