"""A person's own data as a file to hand over: Word to read, JSON to carry elsewhere (个人信息保护法 45)."""

import json
from datetime import date
from typing import Any

from gonghui.kernel.privacy.erasing import Held, values_of

TITLE = "个人信息清单"


def copy_json(held: Held, mark: str, today: date) -> bytes:
    """Every row in clear, table by table, with counts of what is not a row of his own."""
    tables = {
        one.title: [{label: _plain(value) for label, value in values_of(row, clear=True)} for row in one.rows]
        for one in held.holdings
    }
    counts = dict(_counts(held))
    told = {"名称": TITLE, "说明": mark, "日期": today.isoformat(), "记录": tables, "另有": counts}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def copy_docx(held: Held, mark: str, today: date) -> bytes:
    """The same on paper, with the watermark on every page."""
    from gonghui.kernel.printing.tables import table_docx  # Word is loaded only here
    from gonghui.kernel.sheets.paper import Group, PaperColumn, PaperTable

    groups = [
        Group(f"{one.title}（第{number}条）" if len(one.rows) > 1 else one.title,
              [(label, str(_plain(value))) for label, value in values_of(row, clear=True)])
        for one in held.holdings for number, row in enumerate(one.rows, 1)
    ]  # fmt: skip
    groups.append(Group("另有", [(label, f"{count}") for label, count in _counts(held)]))
    columns = (PaperColumn("项目", 12), PaperColumn("内容", 40))
    table = PaperTable(title=TITLE, columns=columns, groups=groups, above=(mark,), landscape=False)
    return table_docx(table, today)


def _counts(held: Held) -> list[tuple[str, int]]:
    return [("办理记录（条）", held.changes), ("查看记录（次）", held.looks), ("扫描件（份）", held.files),
            ("封存数字里的明细（条）", held.frozen)]  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value if isinstance(value, int | str) else str(value)
