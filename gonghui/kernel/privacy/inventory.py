"""The inventory of private fields: each declared once, on its model, and asked by every surface that shows a value.

A model says `PRIVATE = {column: Private(…)}` for what is encrypted and masked, `PERSONAL = {column: why}` for what is kept in
clear inside the reader's scope and goes when the person is erased, `NOT_PRIVATE = {column: reason}` for a column that only
looks private. `manage.py check` refuses a column that looks private and stands in none of the three.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import TextChoices

from gonghui.kernel.privacy.seal import MASK, open_text


class Kind(TextChoices):
    """What a private value tells about a person."""

    IDENTITY = "identity", "证件号码"
    PHONE = "phone", "电话"
    ADDRESS = "address", "住址"
    CONTACT = "contact", "网络联系方式"
    BANK = "bank", "银行账户"
    HEALTH = "health", "健康和残疾"
    FAMILY = "family", "家庭情况"
    HARDSHIP = "hardship", "困难情况"
    CHILD = "child", "不满十四周岁的儿童"
    DISPUTE = "dispute", "争议和举报"
    SECRET = "secret", "口令和密钥"


class ConsentKind(TextChoices):
    """What a person agrees to; the last three apart from everything else (个人信息保护法 28–31)."""

    GENERAL = "general", "一般个人信息"
    HEALTH = "health", "健康信息"
    BANK = "bank", "银行账户"
    CHILD = "child", "儿童信息（监护人同意）"


DEMANDS: Mapping[str, ConsentKind] = {
    Kind.HEALTH: ConsentKind.HEALTH,
    Kind.BANK: ConsentKind.BANK,
    Kind.CHILD: ConsentKind.CHILD,
}
"""The separate consent without which a value of that kind is not saved."""

ERASED = "已匿名"
"""What stands for a name whose person was erased."""


@dataclass(frozen=True, kw_only=True)
class Private:
    """One private column.

    `why` says what the office needs it for, as the person is told. `keep` names the retention rule by which it goes.
    `who` says in words who may reveal it. `of` is the path from the row to the person, "" for the row itself. `index` is
    the column of its blind index. `tail`: the mask leaves so many last characters (for account numbers).
    """

    kind: Kind
    why: str
    keep: str
    who: str = "本工会主席和镇总工会"
    of: str = ""
    index: str = ""
    tail: int = 0

    @property
    def consent(self) -> ConsentKind | None:
        """The separate consent that must be there before a value is saved."""
        return DEMANDS.get(self.kind)

    def masked(self, sealed: str) -> str:
        """What lists, exports, prints and histories show; "" for nothing."""
        if not sealed:
            return ""
        return MASK + open_text(sealed)[-self.tail :] if self.tail else MASK


@dataclass(frozen=True)
class Entry:
    """One line of the inventory."""

    model: type[models.Model]
    column: "models.Field[Any, Any]"
    private: Private | None
    why: str

    @property
    def label(self) -> str:
        return str(self.column.verbose_name)


@dataclass(frozen=True)
class Place:
    """A place besides the records where a private value could stay behind: how it is kept out, and for how long."""

    name: str
    what: str
    guard: str
    keep: str


PLACES = (
    Place(
        "办理记录",
        "谁、哪天、改了哪一项",
        "加密的项只记“已改”和带密钥的摘要，不记内容",
        "一直保存；清除个人信息时遮去姓名",
    ),
    Place("导入的文件", "会员花名册等原表", "加密存放，名字看不出内容", "七天后自己删除"),
    Place("退回的坏行", "没有导入的行和原因", "加密存放；页面上只显示遮住的姓名", "和导入的文件一起删除"),
    Place("扫描件", "入会申请表、同意书等", "加密存放，按范围打开", "清除个人信息时一起删除"),
    Place("没填完的表单", "页面上正在填的内容", "整份加密存放，只还给本人", "保存后删除；没保存的七天后删除"),
    Place("登录状态", "谁登录着、两页之间记着的名单", "整份加密存放", "退出或超时后删除"),
    Place("出错页面", "程序出错时的说明", "不显示填的内容、变量和网址里的字", "不保存"),
    Place("运行日志", "警告和错误", "证件号、手机、卡号在写之前遮住，不记网址里的查找词", "由服务器保管"),
    Place(
        "导出和打印的名单", "名单、台账", "默认遮住；含号码的要写理由，逐份登记并打水印", "在导出人手里，登记长期保存"
    ),
    Place("备份", "全部数据", "整份加密，凭恢复码打开", "按备份的份数轮换"),
)
"""Everything that is no record and could hold a value, as architecture §8 asks: one inventory for all of it."""

LOOKS = re.compile(
    r"身份证|证件号|护照|手机|电话|联系方式|银行|卡号|账户|账号|住址|地址|病情|病史|疾病|患病|残疾|健康|伤残|家庭|配偶|子女|监护"
    r"|邮箱|微信号|出生|生日|民族|宗教|收入|id_number|phone|mobile|bank|card|address|illness|disab|health|e_?mail|birth|born"
)
"""Names and labels of columns that look private."""

_TELLING = (
    models.CharField,
    models.TextField,
    models.DateField,
    models.DecimalField,
    models.JSONField,
    models.BinaryField,
)


def private_of(model: type[models.Model]) -> Mapping[str, Private]:
    """The encrypted columns of a model by name."""
    declared = getattr(model, "PRIVATE", {})
    return declared if isinstance(declared, Mapping) else {}


@cache
def private_columns(model: type[models.Model]) -> frozenset[str]:
    """The columns whose values stay out of events, lists, exports and prints: the encrypted ones and their indexes."""
    indexes = {one.index for one in private_of(model).values() if one.index}
    return frozenset(getattr(model, "PRIVATE", ())) | indexes


def personal_of(model: type[models.Model]) -> Mapping[str, str]:
    """The columns that are kept in clear and go with the person, each with why it is held."""
    return getattr(model, "PERSONAL", {})


def about_people(model: type[models.Model]) -> bool:
    """Whether the rows of a model hold anything that the inventory names: a list of them leaves with a row in the register."""
    return bool(private_of(model) or personal_of(model))


def looks_private(column: "models.Field[Any, Any]") -> bool:
    """Whether a column's name or label says that it may tell something private."""
    if column.is_relation or not isinstance(column, _TELLING):
        return False
    return bool(LOOKS.search(str(column.verbose_name)) or LOOKS.search(column.name))


def our_models() -> list[type[models.Model]]:
    """Every model of the product, in the order of their names."""
    found = [model for model in apps.get_models() if model.__module__.startswith("gonghui.")]
    return sorted(found, key=lambda model: model._meta.label_lower)


def inventory() -> Iterator[Entry]:
    """Every private and personal column of the product: the encrypted ones of a model first."""
    for model in our_models():
        for name, private in private_of(model).items():
            yield Entry(model, column_named(model, name), private, private.why)
        for name, why in personal_of(model).items():
            yield Entry(model, column_named(model, name), None, why)


def column_named(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    """The column of a field name or of a foreign key's `…_id`. Raises TypeError for what is no column."""
    found = model._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{model.__name__}.{name} is no column")
    return found
