"""师德评议: the counts of each round, and what was mended after it."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from gonghui.activities.public import FEWEST
from gonghui.kernel.audit.writes import Hand
from gonghui.kernel.ledger.api import Act, Badge, Column, Done, Field, Ledger, Preset, Reader, register_ledger
from gonghui.kernel.refusal import Refused
from gonghui.service.actions import appraisal_mended
from gonghui.service.models import Appraisal
from gonghui.service.models.appraisals import GRADES


def _more_than_issued(row: Appraisal, at: datetime) -> Refused | None:
    if row.returned <= row.issued:
        return None
    return Refused(f"发出{row.issued}份，收回{row.returned}份。", "收回的不会多过发出的，请核对。", "returned")


def _does_not_add_up(row: Appraisal, at: datetime) -> Refused | None:
    found = sum(getattr(row, grade) for grade in GRADES)
    if found == row.returned:
        return None
    return Refused(f"四档加起来{found}份，收回{row.returned}份。", "请核对各档份数；废票不算收回。", "returned")


def _too_few(row: Appraisal, at: datetime) -> Refused | None:
    if row.returned >= FEWEST:
        return None
    return Refused(f"只收回{row.returned}份，会看出是谁写的。", f"至少收回{FEWEST}份再登记。", "returned")


def _without_a_term(row: Appraisal, at: datetime) -> Refused | None:
    if not row.opinions or row.mend_until is not None:
        return None
    return Refused("有意见，没有写整改期限。", "请写哪天以前改好。", "mend_until")


def _ends_too_early(row: Appraisal, at: datetime) -> Refused | None:
    if row.mend_until is None or row.mend_until > row.on:
        return None
    return Refused("整改期限不在评议日期之后。", "请核对日期。", "mend_until")


def _state(row: Appraisal, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.mend_until is None:
        return Badge("没有要改的", "done")
    if row.mended_on:
        return Badge("改好了", "done")
    return Badge("整改超期", "back") if row.mend_until < reader.today else Badge("整改中", "doing")


def _mended(row: Appraisal, values: dict[str, Any], by: Hand, at: datetime) -> Done:
    appraisal_mended(appraisal=row, on=values["on"], how=values["how"], by=by, at=at)
    return Done("整改记好了。")


def _today(row: Appraisal, reader: Reader) -> dict[str, Any]:
    return {"on": reader.today}


def _pleased(row: Appraisal, reader: Reader) -> str:
    return f"{(row.best + row.good) * 100 / row.returned:.1f}%"


APPRAISALS = Ledger(
    key="appraisals", title="师德评议", model=Appraisal, line="宣教", place=70, union="union_id", unit="次", icon="mortarboard",
    one="appraisal", name="term", scan=True,
    help="一所学校、一个学期、一种评议人记一条，只记份数和归了类的意见，不写是谁评的、评的是谁。",
    fields=(
        Field("term", also="学期 学年学期"), Field("union", also="学校 单位"), Field("rater", blank="请选", also="评议人 评议主体"),
        Field("on", also="日期"), Field("issued", unit="份", also="发出 发放份数"), Field("returned", unit="份", also="收回 回收份数"),
        Field("best", unit="份", listed=False), Field("good", unit="份", listed=False, also="称职"), Field("fair", unit="份", listed=False),
        Field("poor", unit="份", also="不称职"), Field("opinions", also="意见 意见建议", help="归成几类写，不写姓名"),
        Field("mend_until", future=True, also="整改时限"),
    ),
    natural_key=("union", "term", "rater"), state=_state,
    given=(Column("pleased", "优良率", _pleased),),
    presets=(
        Preset("mend", "在改的", Q(voided_on=None, mend_until__isnull=False, mended_on=None)),
        Preset("over", "整改超期", lambda reader: Q(voided_on=None, mended_on=None, mend_until__lt=reader.today)),
    ),
    checks=(_more_than_issued, _does_not_add_up, _too_few, _without_a_term, _ends_too_early),
    acts=(Act(key="mended", title="登记整改", icon="check2", do=_mended, locks=True, first=_today,
              fits=lambda row: row.mend_until is not None, fields=(
                  Field("on", "哪天改好", "day"), Field("how", "怎么改的", "long", size=300))),),
)  # fmt: skip
register_ledger(APPRAISALS)
