"""建议评分表: the office's own tables for judging suggestions, each from a day on; what was scored stays by its table."""

from datetime import datetime

from django.db.models import Q

from gonghui.emulation.models import ScoringTable, Suggestion
from gonghui.emulation.scoring import items_of
from gonghui.kernel.dates import cn_date
from gonghui.kernel.ledger.api import Badge, Field, Ledger, Preset, Reader, register_ledger
from gonghui.kernel.refusal import Refused


def _no_table(row: ScoringTable, at: datetime) -> Refused | None:
    try:
        items_of(row.items)
    except Refused as no:
        return no
    return None


def _next(row: ScoringTable) -> ScoringTable | None:
    later = ScoringTable.objects.valid().filter(start_on__gt=row.start_on).exclude(pk=row.pk)
    return later.order_by("start_on").first()


def _scored(row: ScoringTable) -> Suggestion | None:
    """The last suggestion that was scored while this table held, or holds."""
    rows = Suggestion.objects.valid().exclude(score=None).filter(adopted_on__gte=row.start_on)
    later = _next(row)
    rows = rows.filter(adopted_on__lt=later.start_on) if later is not None else rows
    return rows.order_by("-adopted_on").first()


def _scored_before(row: ScoringTable, at: datetime) -> Refused | None:
    found = _scored(row)
    if found is None:
        return None
    return Refused(
        f"{cn_date(found.adopted_on)}已经按原来的表给建议{found.number}打了分。", "起用日期请写在那以后。", "start_on"
    )


def _settled(row: ScoringTable) -> Refused | None:
    if row.voided_on is not None:
        return Refused(f"这张表已于{cn_date(row.voided_on)}作废，原因：{row.void_reason}。", "要用的话，请另登记一张。")
    found = _scored(row) if row.pk is not None else None
    if found is None:
        return None
    return Refused(
        f"已经按这张表给建议{found.number}打过分，不能再改。", "要改，请另登记一张，写明哪天起用；打过的分不变。"
    )


def _state(row: ScoringTable, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.start_on > reader.today:
        return Badge("将起用", "wait")
    later = _next(row)
    return Badge("在用", "done") if later is None or later.start_on > reader.today else Badge("已换", "end")


SCORING = Ledger(
    key="scoring-tables", title="建议评分表", model=ScoringTable, line="经济", place=21, office_only=True, unit="张", icon="ui-checks",
    one="scoringtable", name="name", importable=False, state=_state, settled=_settled, natural_key=("start_on",),
    help="评审建议按什么打分，办公室自己定：一张表写明各项最高几分、一共100分、哪天起用；以前打的分按当时的表，不变。",
    fields=(
        "name", Field("start_on", future=True, also="起用"),
        Field("items", kind="long", help="一行一项：项目、空格、最高分、空格、看什么，比如“效益 35 省钱、增产、保安全”"),
        Field("document", also="文号"),
    ),
    presets=(Preset("coming", "将起用", lambda reader: Q(voided_on=None, start_on__gt=reader.today)),),
    checks=(_no_table, _scored_before),
)  # fmt: skip
register_ledger(SCORING)
