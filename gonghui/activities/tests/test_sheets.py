"""A sign-in sheet comes in: whom it means, what is refused with its reason, and a second time changes nothing."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from gonghui.activities.public import Activity, Attendance, heads_of
from gonghui.activities.tests.hall import COMING, NOW, activity
from gonghui.kernel.imports.apps import load_ledgers
from gonghui.kernel.imports.ledger import ledger_named
from gonghui.kernel.imports.running import Result, export_rows, import_file
from gonghui.kernel.scope import EVERYTHING, Scope
from tests.ledger_town import TODAY, LedgerTown, found_ledger_town

pytestmark = pytest.mark.django_db
HEADER = ["活动名称", "姓名", "所属工会", "成绩"]


@pytest.fixture
def town() -> LedgerTown:
    load_ledgers()
    return found_ledger_town()


@pytest.fixture
def course(town: LedgerTown) -> Activity:
    return activity(town)


def sheet(*lines: list[Any], header: list[str] = HEADER) -> bytes:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for line in (header, *lines):
        page.append(line)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def take(data: bytes, scope: Scope = EVERYTHING, **more: Any) -> Result:
    return import_file(
        ledger=ledger_named("attendances"), data=data, filename="签到表.xlsx", scope=scope, **NOW, **more
    )


def counts(result: Result) -> tuple[int, int, list[str]]:
    return result.count("created"), result.count("unchanged"), [row.reason for row in result.rejected]


@pytest.mark.postgres
def test_a_sheet_comes_in_and_a_second_time_changes_nothing(course: Activity) -> None:
    data = sheet(
        ["工会大讲堂", "张三", "宏达机械", "90"],
        ["工会大讲堂", "赵六", "", ""],
        ["工会大讲堂", "钱多", "宏达机械工会", ""],
    )
    assert counts(take(data, dry_run=True)) == (3, 0, [])
    assert not Attendance.objects.exists()
    assert counts(take(data)) == (3, 0, [])
    assert heads_of(course).named == 3
    rows = {row.name: (row.union.name, row.worker_id is not None, row.result) for row in Attendance.objects.all()}
    assert rows == {
        "张三": ("宏达机械工会", True, "90"),
        "赵六": ("瑞丰印染工会", True, ""),
        "钱多": ("宏达机械工会", False, ""),
    }
    assert counts(take(data)) == (0, 3, [])
    scored = take(sheet(["工会大讲堂", "张三", "宏达机械", "92"], ["工会大讲堂", "赵六", "", ""]))
    assert (scored.count("updated"), counts(scored)) == (1, (0, 1, []))
    assert Attendance.objects.get(name="张三").result == "92"
    assert heads_of(course).named == 3


def test_what_cannot_be_told_is_handed_back_with_its_reason(course: Activity, town: LedgerTown) -> None:
    activity(town, name="还没有办的课", on=COMING)
    data = sheet(
        ["工会大讲堂", "张三", "宏达机械工会", ""], ["工会大讲堂", "张三", "宏达机械工会", ""], ["工会大讲堂", "张三", "瑞丰印染工会", ""],
        ["没有这项活动", "李四", "", ""], ["工会大讲堂", "陌生人", "", ""], ["还没有办的课", "李四", "", ""],
        ["工会大讲堂", "李四", "没有这家工会", ""],
    )  # fmt: skip
    created, _, reasons = counts(take(data))
    assert created == 1
    assert [reason.split("。")[0] for reason in reasons] == [
        "与第2行是同一个人", "张三已经记在别的工会名下了", "没有登记过活动“没有这项活动”", "名册上没有陌生人",
        "2026年7月10日还没有到", "没有登记过工会“没有这家工会”",
    ]  # fmt: skip


def test_a_filed_activity_takes_no_sheet(course: Activity) -> None:
    Activity.objects.filter(pk=course.pk).update(closed_on=TODAY)
    created, _, reasons = counts(take(sheet(["工会大讲堂", "张三", "", ""])))
    assert created == 0 and "已归档" in reasons[0]


def test_a_check_ups_sheet_with_results_is_handed_back(town: LedgerTown) -> None:
    activity(town, name="职工体检", kind="checkup")
    created, _, reasons = counts(take(sheet(["职工体检", "张三", "", "血压高"], ["职工体检", "李四", "", ""])))
    assert created == 1 and reasons == [
        "健康体检不记个人的结果。结果只交给本人；这里只记谁来了，汇总写在“体检汇总”里。"
    ]


def test_two_of_one_name_are_told_apart_by_their_number(course: Activity, town: LedgerTown) -> None:
    town.member("张三", "华丰食品工会")
    first = town.members["张三"]
    assert "有2个张三" in counts(take(sheet(["工会大讲堂", "张三", "", ""])))[2][0]
    data = sheet(["工会大讲堂", "张三", first.worker.id_number()], header=["活动名称", "姓名", "身份证号"])
    assert counts(take(data)) == (1, 0, [])
    assert Attendance.objects.get().worker_id == first.worker_id


def test_the_chair_brings_in_her_own_people_only(course: Activity, town: LedgerTown) -> None:
    east = Scope(frozenset({town.unions["宏达机械工会"].pk}))
    created, _, reasons = counts(
        take(sheet(["工会大讲堂", "张三", "", ""], ["工会大讲堂", "赵六", "", ""]), scope=east)
    )
    assert created == 1 and reasons == ["这个人不在您管的工会里。请让镇总工会导入。"]


def test_an_export_imported_again_changes_nothing_and_shows_no_number(course: Activity, town: LedgerTown) -> None:
    take(sheet(["工会大讲堂", "张三", "", "90"], ["工会大讲堂", "钱多", "宏达机械工会", ""]))
    out = BytesIO()
    assert export_rows(ledger_named("attendances"), out, EVERYTHING, TODAY) == 2
    assert town.members["张三"].worker.id_number().encode() not in out.getvalue()
    assert counts(take(out.getvalue())) == (0, 2, [])
