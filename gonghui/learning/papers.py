"""The paper of a knowledge contest (试卷) and its answers: for those who answer by hand.

Which questions stand on it follows from the round and the bank alone, so that paper and answers fit however often they
are printed; the paper's number says whether two prints belong together.
"""

from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet

from gonghui.kernel.printing.forms import PrintContext, PrintField, PrintRows, WordForm, register_form
from gonghui.kernel.printing.layout import Column, Layout, Repeat, Text, Title
from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import Scope
from gonghui.learning.actions.quiz import bank
from gonghui.learning.choices import QuestionKind
from gonghui.learning.models import Question, Round
from gonghui.orgs.public import OFFICE_FIELDS

KINDS = (QuestionKind.TRUE_FALSE, QuestionKind.SINGLE, QuestionKind.SEVERAL)
"""The order of the kinds on the paper."""


def paper_of(quiz: Round) -> list[Question]:
    """The questions of a round's paper in their order: as many as online, by kind; fewer only where the bank has fewer."""
    drawn = sorted(bank(quiz), key=lambda one: sha256(f"{quiz.pk}:{one.pk}".encode()).digest())[: quiz.count]
    return sorted(drawn, key=lambda one: (KINDS.index(QuestionKind(one.kind)), one.pk))


def paper_number(quiz: Round) -> str:
    """Four characters that change with the questions, their words and their answers."""
    told = "|".join(f"{one.pk}:{one.text}:{one.options}:{one.answer}" for one in paper_of(quiz))
    return sha256(told.encode()).hexdigest()[:4].upper()


def question_words(question: Question) -> str:
    """(单选) the question, and a line for each option."""
    words = [f"（{question.get_kind_display()}）{question.text}"]
    if question.kind != QuestionKind.TRUE_FALSE:
        words += [f"{letter}. {text}" for letter, text in question.options]
    return "\n".join(words)


def _rounds(scope: Scope, day: date) -> QuerySet[Any]:
    """The bank is the town's alone."""
    rows: QuerySet[Any] = Round.objects.valid().select_related("activity")
    return rows if scope.everything else rows.none()


def _too_few(quiz: Round, day: date) -> Refused | None:
    there = bank(quiz).count()
    if there < quiz.count:
        return Refused(f"题库里只有{there}道题，这一场要{quiz.count}道。", "请先把题目导入题库。")
    return None


def _each(quiz: Round, context: PrintContext) -> int | None:
    """The points of one question; None where a hundred does not go into equal whole parts."""
    return 100 // quiz.count if 100 % quiz.count == 0 else None


FIELDS = (
    PrintField("quiz", "答题名称", lambda q, c: q.name, "工会法知识答题"),
    PrintField("serial", "试卷号", lambda q, c: paper_number(q), "A3F2"),
    PrintField("count", "题数", lambda q, c: q.count, "20"),
    PrintField("each", "每题几分", _each, "5"),
    PrintField("minutes", "限时", lambda q, c: q.minutes, "30"),
    *OFFICE_FIELDS,
)
ASKED = (
    PrintField("question", "题目", lambda one, c: question_words(one), "（判断）职工有依法参加工会的权利。"),
    PrintField("answer", "答案", lambda one, c: one.answer, "对"),
    PrintField("article", "出处", lambda one, c: one.article, "《工会法》第三条"),
)
ROWS = (PrintRows("questions", "题目", lambda q, c: paper_of(q), ASKED),)

PAPER = register_form(WordForm(
    key="learning.paper", title="知识竞赛试卷", line="宣教", entity="learning.round",
    why="没有手机的在纸上答；题目从题库里定下来，怎么印都一样，答案和它同一个试卷号。",
    records=_rounds, names=lambda quiz: quiz.name, fits=_too_few, fields=FIELDS, rows=ROWS,
    layout=Layout((
        Title("{{ quiz }}试卷"),
        Text("工会：＿＿＿＿＿＿＿＿＿＿　姓名：＿＿＿＿＿　得分：＿＿＿", "left"),
        Text("共{{ count }}题，{% if each %}每题{{ each }}分，{% endif %}满分100分，限时{{ minutes }}分钟。"
             "判断题写对或错，单选题写一个字母，多选题写全部字母。"
             "试卷号{{ serial }}。"),
        Repeat("questions", (Column("题目", "question", 6), Column("回答", "", 0.9))),
    ), paper="form"),
))  # fmt: skip

KEY = register_form(WordForm(
    key="learning.key", title="知识竞赛答案", line="宣教", entity="learning.round",
    why="改纸质考卷用；核对试卷号，和考卷上的一样才能用。",
    records=_rounds, names=lambda quiz: quiz.name, fits=_too_few, fields=FIELDS, rows=ROWS,
    layout=Layout((
        Title("{{ quiz }}答案"), Text("试卷号{{ serial }}，共{{ count }}题，{% if each %}每题{{ each }}分，{% endif %}满分100分。", "left"),
        Repeat("questions", (Column("题目", "question", 4.6), Column("答案", "answer", 0.9, "center"), Column("出处", "article", 1.8))),
    ), paper="form"),
))  # fmt: skip
