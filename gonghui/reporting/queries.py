"""Questions about the report: the Word file, what is missing, what may be put into a sentence."""

from datetime import date

from gonghui.kernel.refusal import Refused
from gonghui.kernel.scope import EVERYTHING, Scope
from gonghui.reporting.compose import compose
from gonghui.reporting.gaps import Gap
from gonghui.reporting.outline import half_year
from gonghui.reporting.report import Report, in_prose
from gonghui.reporting.word import half_year_docx
from gonghui.reporting.wording import readable, tokens


def _whole_office(scope: Scope) -> None:
    if not scope.everything:
        raise Refused("工作总结是镇总工会的报告。", "请让镇总工会的人导出。")


def half_year_report(period: str, *, today: date, scope: Scope = EVERYTHING) -> bytes:
    """The half-year summary as a Word file. Raises Refused for a bad period or a reader of part of the office."""
    _whole_office(scope)
    return half_year_docx(compose(period, today=today))


def draft_gaps(period: str, *, today: date, scope: Scope = EVERYTHING) -> list[Gap]:
    """What the report still lacks, in the order of the text, then what deserves a look. Raises Refused as above."""
    _whole_office(scope)
    report = compose(period, today=today)
    return [*report.gaps, *report.warnings]


def readable_text(text: str) -> str:
    """A stored sentence as the office edits it, figures by their names."""
    return readable(text, half_year())


def insertable(report: Report) -> list[tuple[str, str]]:
    """(name, value) of every figure that may be put into a sentence as `{name}`, parts of rates last; — = no number."""
    out = []
    for name, place in sorted(tokens(half_year()).items(), key=lambda pair: bool(pair[1].field)):
        figure = report.figures.get(place.code)
        if figure is None:
            out.append((name, "—"))
        elif place.field:
            done, base = figure.numerator, figure.denominator or 0
            out.append((name, str({"numerator": done, "denominator": base}.get(place.field, base - done))))
        else:
            out.append((name, in_prose(figure)))
    return out
