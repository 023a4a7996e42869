"""题库, 网上答题 and 答题成绩."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from gonghui.kernel.ledger.api import (
    Badge,
    Field,
    Ledger,
    Pickable,
    Preset,
    Reader,
    register_ledger,
    register_pickable,
)
from gonghui.kernel.refusal import Refused
from gonghui.learning.actions.quiz import bank, count_in
from gonghui.learning.choices import LETTERS, RIGHT, WRONG, QuestionKind, ScoreSource
from gonghui.learning.models import Attempt, Question, Round
from gonghui.people.public import person_follows

SAID = {
    "√": RIGHT,
    "✓": RIGHT,
    "正确": RIGHT,
    "是": RIGHT,
    "T": RIGHT,
    "×": WRONG,
    "错误": WRONG,
    "否": WRONG,
    "F": WRONG,
    "X": WRONG,
}
"""What offices write for 对 and 错."""
MOST_MINUTES = 180

register_pickable(
    Round, Pickable("答题", lambda reader: reader.scope.limit(Round.objects.valid(), "activity__union_id"))
)


def _in_one_form(row: Question, at: datetime) -> Mapping[str, Any]:
    """The answer as it is compared: letters in their order, or 对 and 错."""
    said = row.answer.strip().upper()
    if row.kind == QuestionKind.TRUE_FALSE:
        return {"answer": SAID.get(said, said)}
    return {"answer": "".join(sorted({sign for sign in said if sign not in " 、,，;；."}))}


def _options_fit(row: Question, at: datetime) -> Refused | None:
    words = [words for _, words in row.options]
    if row.kind == QuestionKind.TRUE_FALSE:
        if any(getattr(row, f"option_{letter.lower()}") for letter in LETTERS):
            return Refused("判断题不用写选项。", "请把选项删掉，答案写对或错。", "option_a")
        return None
    if len(words) < 2:
        return Refused("选项不到两个。", "请从选项A写起，至少写两个。", "option_b")
    if len(set(words)) < len(words):
        return Refused("有两个选项一样。", "请核对选项。", "option_b")
    return None


def _answer_fits(row: Question, at: datetime) -> Refused | None:
    if row.kind == QuestionKind.TRUE_FALSE:
        fits = row.answer in (RIGHT, WRONG)
        return None if fits else Refused("判断题的答案要写对或错。", "请改答案。", "answer")
    known = {letter for letter, _ in row.options}
    lost = [sign for sign in row.answer if sign not in known]
    if lost:
        return Refused(f"答案{lost[0]}没有对应的选项。", "请核对答案和选项。", "answer")
    if row.kind == QuestionKind.SINGLE and len(row.answer) != 1:
        return Refused("单选题写了几个答案。", "请只写一个字母，或者把题型改成多选。", "answer")
    if row.kind == QuestionKind.SEVERAL and len(row.answer) < 2:
        return Refused("多选题只写了一个答案。", "请写全，比如ABD，或者把题型改成单选。", "answer")
    return None


QUESTIONS = Ledger(
    key="questions", title="题库", model=Question, line="宣教", place=60, office_only=True, unit="道", icon="patch-question",
    name="text", help="知识竞赛的题目一道一条，可以从Excel整批导入；答案写字母，判断题写对或错。", follows=_in_one_form,
    natural_key=("text",), new_title="登记题目",
    fields=(
        Field("topic", also="分类 类别 章节"),
        Field("kind", also="题目类型 类型", spoken={
            "single": "单选题 单项选择", "several": "多选题 多项选择 不定项", "judge": "判断题 是非题"}),
        Field("text", also="题干 试题 问题 内容"),
        *(Field(f"option_{letter.lower()}", also=f"{letter} {letter}选项 选项{letter}", listed=False) for letter in LETTERS),
        Field("answer", also="正确答案 标准答案 参考答案", listed=False, help="单选写A，多选写ABD，判断写对或错"),
        Field("article", also="依据 法条 来源", help="比如《工会法》第几条"),
    ),
    presets=(Preset("no-article", "没有写出处的", Q(voided_on=None, article="")),),
    checks=(_options_fit, _answer_fits),
)  # fmt: skip
register_ledger(QUESTIONS)


def _open(reader: Reader) -> Q:
    return Q(voided_on=None, opens_on__lte=reader.today, closes_on__gte=reader.today)


def _coming(reader: Reader) -> Q:
    return Q(voided_on=None, opens_on__gt=reader.today)


def _over(reader: Reader) -> Q:
    return Q(voided_on=None, closes_on__lt=reader.today)


def _round_state(row: Round, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.closes_on < reader.today:
        return Badge("已截止", "done")
    return Badge("正在答题", "doing") if row.opens_on <= reader.today else Badge("还没开始", "wait")


def _within_activity(row: Round, at: datetime) -> Refused | None:
    if row.closes_on < row.opens_on:
        return Refused("截止早于开始。", "请核对日期。", "closes_on")
    if row.opens_on < row.activity.on:
        return Refused("答题开始早于活动开始。", "请核对日期，或者先改活动的开始日期。", "opens_on")
    if row.closes_on > (row.activity.until or row.activity.on):
        return Refused("答题截止晚于活动结束。", "请核对日期，或者先改活动的结束日期。", "closes_on")
    return None


def _enough(row: Round, at: datetime) -> Refused | None:
    if not row.count:
        return Refused("题数是0。", "请写抽几道题。", "count")
    there = bank(row).count()
    if there < row.count:
        words = "、".join(row.topic_list) or "整个题库"
        return Refused(
            f"{words}里只有{there}道题，不够抽{row.count}道。", "请先把题目导入题库，或者少抽几道。", "count"
        )
    return None


def _sensible(row: Round, at: datetime) -> Refused | None:
    if not 1 <= row.minutes <= MOST_MINUTES:
        return Refused(f"限时{row.minutes}分钟不合适。", f"请写1到{MOST_MINUTES}分钟。", "minutes")
    if row.passing > 100:
        return Refused("及格分超过100。", "满分是100分。", "passing")
    return None


def _not_begun(row: Round, at: datetime) -> Refused | None:
    """Whoever has begun answers by the rules he began with."""
    if row.pk is None or not Attempt.objects.valid().filter(round=row, source=ScoreSource.ONLINE).exists():
        return None
    before = Round.objects.get(pk=row.pk)
    same = all(
        getattr(before, name) == getattr(row, name)
        for name in ("activity_id", "topics", "count", "minutes", "opens_on")
    )
    return None if same else Refused("已经有人答题了。", "题数、限时、主题不能再改；要延期只改截止日期。", "count")


ROUNDS = Ledger(
    key="quiz-rounds", title="网上答题", one="quizround", model=Round, line="宣教", place=62, union="activity__union_id", unit="场",
    town_writes=True, icon="ui-checks", name="name", state=_round_state, natural_key=("name",),
    help="一场竞赛的网上答题：从题库抽几道、限几分钟、哪天到哪天；一个人只答一次，交卷就算参加了这项活动。",
    fields=(
        Field("name", also="竞赛名称"), Field("activity", also="活动名称"),
        Field("topics", help="几个主题之间用顿号；空着就是整个题库"), Field("count", unit="道"), Field("minutes", unit="分钟"),
        Field("passing", unit="分"), Field("opens_on", future=True), Field("closes_on", future=True),
    ),
    presets=(Preset("open", "正在答题", _open), Preset("coming", "还没开始", _coming), Preset("over", "已截止", _over)),
    checks=(_within_activity, _sensible, _enough, _not_begun),
)  # fmt: skip
register_ledger(ROUNDS)


def _attempt_state(row: Attempt, reader: Reader) -> Badge:
    if row.voided_on is not None:
        return Badge("已作废", "end")
    if row.score is None:
        return Badge("没有交卷", "todo")
    return Badge("及格", "done") if row.score >= row.round.passing else Badge("没有及格", "back")


def _score_fits(row: Attempt, at: datetime) -> Refused | None:
    if row.score is None:
        return Refused("还没有写得分。", "请写0到100的整数。", "score")
    return Refused(f"得分{row.score}超过100。", "满分是100分，请折算。", "score") if row.score > 100 else None


def _in_the_round(row: Attempt, at: datetime) -> Refused | None:
    activity = row.round.activity
    if row.on < activity.on:
        return Refused("答题日期早于活动开始。", "请核对日期。", "on")
    if activity.closed_on is not None:
        return Refused(f"“{activity.name}”已归档。", "要补成绩，请先撤销归档。", "round")
    return None


def _same_person(row: Attempt, at: datetime) -> Refused | None:
    kept = {"person": row.person, "round": row.round, "union": row.union}
    if row.pk is None or Attempt.objects.filter(pk=row.pk, **kept).exists():
        return None
    return Refused("答题的人和场次不能改。", "记错了人的，请作废这一条，再登记一条。", "name")


def _once(row: Attempt, at: datetime) -> Refused | None:
    other = Attempt.objects.valid().filter(round=row.round, person=row.person).exclude(pk=row.pk).first()
    if other is None:
        return None
    return Refused(f"{row.name}在这一场已经有成绩了。", "一个人只记一次；写错的请更正那一条。", "name")


def _typed(row: Attempt, at: datetime) -> Refused | None:
    """What the machine counted nobody types over."""
    if row.pk is None or row.source == ScoreSource.PAPER:
        return None
    return Refused("网上答题的成绩是系统算的，不能改。", "有疑问的，请作废并写明原因，让本人看自己的答卷。", "score")


ATTEMPTS = Ledger(
    key="quiz-scores", title="答题成绩", one="attempt", model=Attempt, line="宣教", place=64, union="union_id", unit="份",
    icon="card-checklist", name="name", state=_attempt_state, follows=person_follows(),
    afterwards=count_in, new_title="登记纸质考卷的成绩",
    help="网上答的自动进来；纸质考卷的成绩在这里登记或者导入，登记了就算参加了这项活动。",
    fields=(
        Field("round", also="竞赛名称 答题名称 考试名称"),
        Field("name", kind="text", also="参赛人 考生 考生姓名", help="同名的，后面写会员证号或证件号后四位"),
        Field("union", also="工会 单位 工作单位"), Field("on", also="日期 考试日期"),
        Field("score", required=True, unit="分", also="成绩 分数 总分"),
    ),
    presets=(
        Preset("open", "没有交卷的", Q(voided_on=None, score=None)),
        Preset("failed", "没有及格的", Q(voided_on=None, score__lt=F("round__passing"))),
    ),
    checks=(_score_fits, _in_the_round, _same_person, _once, _typed),
)  # fmt: skip
register_ledger(ATTEMPTS)
