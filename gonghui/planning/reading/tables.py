"""Plan tables (工作计划表): columns by their headers, rows as tasks."""

import re
from dataclasses import dataclass

from gonghui.planning.reading.headings import numbering, time_heading

_COLUMNS: tuple[tuple[str, str], ...] = (
    ("serial", r"序号|编号|^序$|^号$|No"),
    ("partners", r"配合|协办|参与单位|参加单位|协助"),
    ("limit", r"完成时限|完成时间|完成期限|时限|截止|期限"),
    ("time", r"时间|月份|月度|^月$|季度|日期|进度安排|实施阶段"),
    ("owner", r"责任单位|责任部门|责任科室|牵头|承办|主办|责任人|负责人|责任领导|责任$|^负责|执行人|经办|领导"),
    ("target", r"目标|指标|数量|任务数|考核标准|预期|标准|要求"),
    ("category", r"类别|条线|分类|类型|板块|工作领域|^大项|一级"),
    ("detail", r"措施|主要内容|具体内容|内容及|具体工作|实施内容|工作内容|活动内容|详细|二级"),
    ("work", r"工作项目|工作任务|重点工作|任务|项目|事项|活动|工作|内容|计划|主题|名称"),
    ("money", r"经费|预算|金额"),
    ("remark", r"备注|说明|进展|状态|佐证|地点|对象|形式"),
)


_SIGNATURE = re.compile(r"(?:主席|负责人|审核|批准)[（(]签|制表人?[：:]|(?:填报|填表|报送)单位[：:]")
_HELPED_BY = re.compile(r"配合(?:单位|部门)?[：:]\s*([^；;。]+)")


@dataclass(frozen=True)
class Row:
    """One row of a plan table; `line` counts as the document does. `work` and `measures` are the two halves of `text`
    where the table has a column for each."""

    text: str
    time: str
    limit: str
    owner: str
    partners: str
    target: str
    category: str
    line: int
    work: str = ""
    measures: str = ""


def read_table(rows: list[list[str]], first_line: int) -> tuple[str, list[Row]]:
    """(title above the header, rows). No rows when the table is no plan table."""
    head = next((index for index, row in enumerate(rows[:8]) if _is_header(row)), None)
    if head is None:
        return _headless(rows, first_line)
    columns = _columns(rows[head])
    title = next((cell for row in rows[:head] for cell in row if len(cell) >= 4), "")
    out: list[Row] = []
    kept: dict[str, str] = {}
    for offset, cells in enumerate(rows[head + 1 :], head + 1):
        if _is_header(cells):
            continue
        out.extend(_row(cells, columns, kept, first_line + offset))
    return title, out


def _columns(row: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        name = re.sub(r"\s+", "", cell)
        kind = next((kind for kind, words in _COLUMNS if name and re.search(words, name)), None)
        if kind and (kind not in found or kind == "time"):
            found[kind] = index
        elif kind == "owner" and "helper" not in found:
            found["helper"] = index
    if "work" not in found and "detail" in found:
        found["work"] = found.pop("detail")
    return found


def _is_header(row: list[str]) -> bool:
    cells = [re.sub(r"\s+", "", cell) for cell in row if cell]
    if len(cells) < 2 or any(len(cell) > 16 for cell in cells):
        return False
    found = _columns(row)
    if "work" not in found:
        return False
    return len(found.keys() & {"time", "limit", "owner", "target", "category", "serial", "partners"}) >= 1 and all(
        any(re.search(words, cell) for _, words in _COLUMNS) for cell in cells[:3]
    )


def _row(cells: list[str], columns: dict[str, int], kept: dict[str, str], line: int) -> list[Row]:
    def at(kind: str) -> str:
        index = columns.get(kind, -1)
        return cells[index].strip() if 0 <= index < len(cells) else ""

    work, detail = at("work"), at("detail")
    alone = [cell.strip() for cell in cells if cell.strip()]
    if any(_SIGNATURE.match(cell) for cell in alone):
        return []
    if len(alone) == 1 and not work and not detail and _heads_a_group(alone[0]):
        kept["category"] = alone[0]
        return []
    for kind in ("time", "category"):
        if at(kind):
            kept[kind] = at(kind)
    if (not work and not detail) or re.fullmatch(r"合\s*计|小\s*计|总\s*计", work):
        return []
    if not detail and sum(1 for cell in cells if cell) == 1 and numbering(work):
        kept["category"] = work
        return []
    texts = halves = _items(detail or work)
    both = bool(work and detail and work != detail)
    if both:
        texts = [f"{work}：{text}" for text in texts]
    owner = "、".join(name for name in (at("owner"), at("helper")) if name)
    helped = _HELPED_BY.match(at("remark"))
    partners = at("partners") or (helped[1] if helped else "")
    return [
        Row(text, kept.get("time", ""), at("limit"), owner, partners, "" if number else at("target"),
            kept.get("category", ""), line, work if both else "", half if both else "")
        for number, (text, half) in enumerate(zip(texts, halves, strict=True))
    ]  # fmt: skip


def _heads_a_group(text: str) -> bool:
    """The only text of a row, merged over the table's width: a heading of the rows below it."""
    return len(text) <= 45 and bool(numbering(text)) and not re.search(r"[。；;]", text)


def _items(text: str) -> list[str]:
    """A cell with a numbered list is several tasks."""
    lines = [line.strip() for line in re.split(r"\n|(?<=[。；;])\s*(?=\d{1,2}[、.．])", text) if line.strip()]
    if len(lines) > 1 and all(numbering(line) for line in lines):
        return [found.rest for line in lines if (found := numbering(line))]
    pieces = [piece.strip() for piece in re.split(r"[\n；;]", text) if piece.strip()]
    if len(pieces) > 1 and all(4 <= len(piece) <= 40 and piece[-1] not in "，、," for piece in pieces):
        return pieces
    return ["".join(lines)] if lines else []


def _headless(rows: list[list[str]], first_line: int) -> tuple[str, list[Row]]:
    """A table without a header whose first column holds months."""
    out: list[Row] = []
    time = ""
    for offset, cells in enumerate(rows):
        filled = [cell for cell in cells if cell]
        said = time_heading(cells[0]) if cells and cells[0] else None
        if said and not said[1]:
            time = said[0]
        elif not (time and cells and not cells[0]):
            continue
        work = next((cell for cell in cells[1:] if len(cell) >= 3), "")
        if work and len(filled) <= 5:
            out += [Row(text, time, "", "", "", "", "", first_line + offset) for text in _items(work)]
    return "", out if len(out) >= 3 else []
