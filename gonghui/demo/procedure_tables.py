"""The year's bargaining procedures and checks, as tables to read: `step day fact=value | …`, days as `Town.day` reads them."""

from collections.abc import Mapping
from typing import Any

from gonghui.bargaining.public import ContractKind

SIGNED_THROUGH = {
    ("宏达机械", "0-07-01"): "offer 0-05-11|reply 0-05-20 talks_on=0-06-02|materials 0-05-28|meet 0-06-02 result=goes_on|meet 0-06-09|"
                              "draft 0-06-11|adopt 0-06-22|sign|file|clear 0-07-10|publish 0-07-13|report 0-07-15",
    ("锦绣服饰", "0-07-01"): "offer 0-05-06|reply 0-05-15|meet 0-05-28|draft 0-06-04|adopt 0-06-15|sign|file|"
                              "silence 0-07-13|publish 0-07-16|report 0-07-17",
    ("东升建材", "0-07-01"): "offer 0-05-08|reply 0-05-25|meet 0-06-08|draft 0-06-10|reject 0-06-12|meet 0-06-16|"
                              "draft 0-06-17|adopt 0-06-19|sign|file|object 0-07-16|resign 0-07-21|file 0-07-24|"
                              "silence 0-08-12|publish 0-08-14|report 0-08-20",
    ("中源管业", "0-08-15"): "offer 0-06-08|reply 0-06-22|meet 0-07-01 result=goes_on|meet 0-07-08|draft 0-07-10|"
                              "adopt 0-07-17|sign|file|clear|publish 0-08-17|report 0-08-20",
    ("佳美家纺", "0-09-01"): "offer 0-06-18|reply 0-07-03|meet 0-07-15|draft 0-07-20|adopt 0-07-30|sign|file|clear|"
                              "publish 0-09-03|report 0-09-07",
    ("恒泰包装", "0-09-02"): "offer 0-06-10|reply 0-07-10|meet 0-07-22|draft 0-07-28|adopt 0-08-10|sign|file|clear|"
                              "publish 0-09-04",
    ("明辉照明", "0-09-25"): "offer 0-07-20|reply 0-08-03|meet 0-08-17|draft 0-08-21|adopt 0-09-02|sign|file|clear|"
                              "publish 0-09-28|report 0-10-12",
    ("天成塑业", "0-11-28"): "offer 0-09-21|reply 0-10-09|meet 0-10-19|draft 0-10-26|adopt 0-11-06|sign|file|clear|"
                              "publish 0-12-01",
    ("通达电缆", "0-12-21"): "offer 0-10-08|reply 0-10-20|meet 0-11-05|draft 0-11-16|adopt 0-11-24|sign|file|clear",
}  # fmt: skip
"""(firm, day of effect) of contracts that were bargained step by step; a step without a day takes the contract's."""

NEVER_SIGNED = (
    ("石桥鲜达", ContractKind.COLLECTIVE, "0-08-24", "offer 0-09-15|letter 0-10-13 answer_by=0-10-27"),
    ("长青园林", ContractKind.COLLECTIVE, "0-04-27",
     "offer 0-05-06|refuse 0-05-20|letter 0-05-25 answer_by=0-06-30|reply 0-07-20|meet 0-08-12 result=failed|dispute 0-11-02"),
    ("大明砖瓦", ContractKind.WAGE, "0-10-28", "offer 0-11-02"),
    ("万顺石料", ContractKind.WAGE, "0-05-25", "offer 0-06-08|reply 0-06-23 talks_on=0-07-07|meet 0-07-07 result=failed|drop 0-08-03"),
    ("富民农机", ContractKind.COLLECTIVE, "0-08-31", "offer 0-09-07|reply 0-09-25|meet 0-10-13|draft 0-10-20|reject 0-11-10"),
    ("台益橡塑", ContractKind.COLLECTIVE, "0-10-08", "offer 0-10-12|reply 0-10-30 talks_on=0-11-10|"
     "meet 0-11-10 result=paused next_on=0-11-27"),
    ("鸿运家具", ContractKind.SAFETY, "0-11-09", "offer 0-11-18"),
    ("金桥装饰", ContractKind.SAFETY, "0-06-15", ""),
)  # fmt: skip
"""(firm, kind, day of opening, steps) of procedures that do not come to a signature within the year."""

MID_WAY = ("凯盛模具", ContractKind.SAFETY, "0-06-29", "offer 0-05-12|reply 0-05-26|meet 0-06-05|draft 0-06-08|"
           "adopt 0-06-18|sign 0-06-23", "file 0-07-01|clear 0-07-14|publish 0-07-16|report 0-07-20")  # fmt: skip
"""A procedure that the office entered when it was under way: everything before that day at once."""

USUAL: Mapping[str, Mapping[str, Any]] = {
    "offer": {"matters": "劳动报酬、工作时间、休息休假、保险福利", "place": "公司会议室"},
    "reply": {"said": "同意协商"},
    "materials": {"listed": "上年度工资总额、经营情况、社保缴纳情况", "side": "employer"},
    "refuse": {"ground": "订单不稳，暂不协商"},
    "letter": {"addressed_to": "镇人民政府、县人社局"},
    "meet": {"place": "公司会议室", "chaired_by": "staff", "minutes": "双方逐条协商，有会议记录和签到。", "result": "agreed"},
    "file": {"receiver": "县人社局劳动关系科", "copies": 3},
    "object": {"points": "加班工资的计算基数没有写明。"},
    "resign": {"changed": "写明加班工资的计算基数。"},
    "publish": {"how": "厂务公开栏和班组会"},
    "report": {"receiver": "县总工会"},
    "dispute": {"body": "县人社局", "applicant": "staff", "matter": "工资调整幅度谈不拢。"},
}  # fmt: skip
REASONS = {"drop": "双方商定并入行业协商一起谈"}

CHECKS = {
    "日新精密": ("0-03-18", "", ""), "瑞丰印染": ("0-03-19", "工作时间", "0-04-15"), "博远汽配": ("0-03-24", "", ""),
    "凯盛模具": ("0-04-09", "", ""), "永安纺织": ("0-04-10", "女职工和未成年工特殊保护", "0-05-30"),
    "卓越玻璃": ("0-05-12", "", ""), "双溪酒业": ("0-05-14", "", ""),
    "石桥粮油": ("0-05-19", "", ""), "立新木业": ("0-06-09", "劳动安全与卫生", "0-07-20"), "飞跃轴承": ("0-06-10", "", ""),
    "海润水产": ("0-06-16", "", ""), "星辉铝业": ("0-10-21", "", ""), "宏达机械": ("0-10-27", "", ""),
    "中源管业": ("0-11-05", "休息休假", "0-11-20"), "港联玩具": ("0-10-22", "休息休假", "0-12-10"),
}  # fmt: skip
"""Firm → (day of the check, clause that was not kept, day by which it is put right)."""

MENDED = {"瑞丰印染": "0-04-12", "永安纺织": "0-06-08", "立新木业": "0-07-16", "中源管业": "0-11-18"}
