"""What stands above a table or on a sheet's tab, without the words that only say what kind of list it is."""

import re
import unicodedata

_EXTENSION = re.compile(r"\.(?:xlsx?|xlsm|csv|et|ods)$", re.IGNORECASE)
_ATTACHMENT = re.compile(r"^附[件表]\s*[\d一二三四五六七八九十]*(?:[-—]\d+)?\s*[:.、]?\s*")
_LABEL = re.compile(
    r"^(?:填报|填表|申报|报送|上报|所属|所在|用人|编制|制表)?(?:单位|部门|企业|组织)(?:名称|全称)?(?:\(?(?:盖章|公章|签章)\)?)?\s*:\s*"
)
_AFTER_LABEL = re.compile(r"\s*(?:填报|填表|上报|制表)?(?:日期|时间|人|负责人|联系人|联系电话|单位)\s*:.*$")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】|〔[^〕]*〕|<[^<>]*>")
_TIME = re.compile(
    r"(?:截至|截止到?)?(?:\d{4}|\d{2}|[〇零一二三四五六七八九]{4})年度?(?:\d{1,2}月份?(?:\d{1,2}[日号])?|[上下]半年|第?[一二三四1-4]季度|年[中末底])?"
    r"|(?<!\d)(?:19|20)\d{2}(?:[-./_]?\d{1,2}){0,2}(?!\d)"
)
_EDITION = re.compile(
    r"(?:^|(?<=[\W_]))(?:副本|复件|最新|最终|终稿|定稿|初稿|新|修改|改|copy|final|new|v\d+)(?:[\W_\d]+|$)"
    r"|(?:副本|复件|最新版?|最终版?|终稿|定稿|初稿|汇总版|模板)$|-\s*副本.*$",
    re.IGNORECASE,
)
_SHEET_NUMBER = re.compile(
    r"^(?:sheet|table|工作表|表|页|第)?\s*[\d一二三四五六七八九十]*\s*(?:页|表)?$", re.IGNORECASE
)
_INNER_SPACE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_EDGE = re.compile(r"^[\s\W_]+|[\s\W_]+$|^\d+[.、\s]+")

_LIST = (
    "花名册", "名册", "名单", "台账", "台帐", "登记表", "登记册", "登记簿", "汇总表", "一览表", "统计表",
    "明细表", "信息表", "情况表", "采集表", "申报表", "备案表", "调查表", "摸底表", "报表", "清册", "清单",
    "总表", "附表",
)  # fmt: skip
# 华盛信息 and 昆仑仪表 are names: these count as a kind of list only behind a word of _ABOUT.
_WEAK = (
    "信息", "情况", "数据", "汇总", "统计", "登记", "明细", "目录", "表", "册",
)  # fmt: skip
_ABOUT = (
    "会员", "职工", "员工", "从业人员", "人员", "成员", "个人", "全体", "全员", "在职", "在册", "实名制",
    "实名", "基本", "基础", "详细", "花名", "入会", "发展", "新增", "采集",
)  # fmt: skip
_AND = tuple("及和与、")
_MAX_LENGTH = 200


def clean_title(text: str) -> str:
    """The name that a title, a tab or a file name carries, or "" when it only says what kind of list it is.

    Takes off 附件N, labels such as 填报单位：, years and months, bracketed remarks, 会员名册/台账/登记表 and the like.
    """
    rest = _EXTENSION.sub("", " ".join(unicodedata.normalize("NFKC", text[:_MAX_LENGTH]).split()))
    rest = _ATTACHMENT.sub("", rest)
    rest = _AFTER_LABEL.sub("", _LABEL.sub("", rest))
    for pattern in (_BRACKETS, _TIME, _EDITION):
        rest = pattern.sub("", rest)
    rest = _strip_kind(_EDGE.sub("", _INNER_SPACE.sub("", rest)))
    return "" if _SHEET_NUMBER.match(rest) else rest


def _strip_kind(text: str) -> str:
    """Takes the kind of list off the end, and, once there was one, the words before it that say of what."""
    endings: tuple[str, ...] = _LIST
    while ending := _ending(text, endings):
        text = _EDGE.sub("", text.removesuffix(ending))
        endings = _LIST + _ABOUT
    # 全体会员 is everybody, nobody's name.
    return "" if text in _WEAK or not re.sub("|".join(_ABOUT), "", text) else text


def _ending(text: str, endings: tuple[str, ...]) -> str | None:
    for word in endings:
        if text.endswith(word):
            return word
    for word in _WEAK + _AND:
        if text.endswith(word) and text.removesuffix(word).endswith(_ABOUT):
            return word
    return None
