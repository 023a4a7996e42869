"""What may stand between the braces of a template: declared fields, conditions on them, lists of rows. Nothing else."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from gonghui.kernel.printing.forms import WordForm

_LOOP = frozenset({"index", "first", "last", "length"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.And, nodes.Or, nodes.Not, nodes.Compare,
    nodes.Operand, nodes.Const, nodes.CondExpr,
)  # fmt: skip
_WORDS = {
    nodes.Call: "带括号的写法", nodes.Filter: "竖线“|”", nodes.Getitem: "方括号", nodes.Test: "is",
    nodes.Assign: "set", nodes.Import: "import", nodes.FromImport: "import", nodes.Include: "include",
    nodes.Extends: "extends", nodes.Macro: "macro", nodes.CallBlock: "call", nodes.Block: "block",
    nodes.Concat: "“~”", nodes.With: "with",
}  # fmt: skip
_FULL_WIDTH = re.compile(r"｛\s*｛|｝\s*｝|｛\s*%|%\s*｝|\{\s*｛|｛\s*\{|\}\s*｝|｝\s*\}")
_ONE_BRACE = re.compile(r"(?<!\{)\{\s*(\w+)\s*\}(?!\})")


class TemplateEnvironment(SandboxedEnvironment):
    """Jinja without its globals and filters; a template compiled once serves a whole batch."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {"escape": self.filters["escape"], "e": self.filters["e"]}
        self.tests.clear()
        self._compiled = lru_cache(maxsize=16)(super().from_string)

    def from_string(self, source: Any, *given: Any, **options: Any) -> Template:
        return super().from_string(source, *given, **options) if given or options else self._compiled(source)


class Slip(Exception):
    """One thing wrong in a template, in the office's words, without a full stop."""


def slips(source: str, form: WordForm) -> Iterator[str]:
    """Everything wrong in one part of a template. `source` is its XML as docxtpl hands it to jinja."""
    text = re.sub(r"<[^>]+>", "", source)
    if found := _FULL_WIDTH.search(text):
        yield f"“{_around(text, found)}”里的花括号是全角的，要用半角的{{{{ }}}}"
    known = set(form.labels()) | set(form.labels().values())
    for one in _ONE_BRACE.finditer(text):
        if one[1] in known:
            yield f"“{{{one[1]}}}”只有一层花括号，要写成“{{{{{one[1]}}}}}”"
    try:
        tree = TemplateEnvironment().parse(source)
    except TemplateSyntaxError as wrong:
        yield _syntax(wrong, source)
        return
    yield from _Reader(form).read(tree)


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 4) : found.end() + 8].strip()


def _syntax(wrong: TemplateSyntaxError, source: str) -> str:
    lines = source.splitlines()
    line = re.sub(r"<[^>]+>", "", lines[wrong.lineno - 1]) if 0 < wrong.lineno <= len(lines) else ""
    where = f"“{line.strip()[:30]}”这一段" if line.strip() else "模板"
    message = wrong.message or ""
    if "endfor" in message or "endif" in message or "Unexpected end" in message:
        return f"{where}里，列表或条件的开头和结尾没有配成对（for要有endfor，if要有endif）"
    if "unknown tag" in message:
        return f"{where}里有不认得的标记"
    return f"{where}的花括号没有写全，或者里面写了多余的符号"


class _Reader:
    def __init__(self, form: WordForm) -> None:
        self.form = form
        self.lists = {word: part for part in form.rows for word in (part.name, part.label)}
        self.fields = {word for part in form.fields for word in (part.name, part.label)}

    def read(self, tree: nodes.Node) -> Iterator[str]:
        yield from self._children(tree, {})

    def _children(self, node: nodes.Node, rows: Mapping[str, Any]) -> Iterator[str]:
        for child in node.iter_child_nodes():
            yield from self._node(child, rows)

    def _node(self, node: nodes.Node, rows: Mapping[str, Any]) -> Iterator[str]:
        if isinstance(node, nodes.Name):
            yield from self._name(node.name, rows)
        elif isinstance(node, nodes.Getattr):
            yield from self._attribute(node, rows)
        elif isinstance(node, nodes.For):
            yield from self._loop(node, rows)
        elif isinstance(node, _ALLOWED):
            yield from self._children(node, rows)
        else:
            word = _WORDS.get(type(node), "算式或别的程序写法")
            yield f"花括号里只能写字段、条件和列表，不能用{word}"

    def _name(self, name: str, rows: Mapping[str, Any]) -> Iterator[str]:
        if name in self.fields:
            return
        if name in self.lists:
            yield f"“{name}”是列表，要写成一行开头“{{%tr for 行 in {name} %}}”、一行结尾“{{%tr endfor %}}”"
        elif name in rows:
            yield f"“{name}”是列表的一行，要写明用哪一格，如“{name}.{rows[name].fields[0].label}”"
        else:
            yield _unknown(name, sorted(self.fields))

    def _attribute(self, node: nodes.Getattr, rows: Mapping[str, Any]) -> Iterator[str]:
        owner = node.node.name if isinstance(node.node, nodes.Name) else ""
        if owner == "loop" and rows and node.attr in _LOOP:
            return
        if owner not in rows:
            yield f"“{owner or '…'}.{node.attr}”这种带点的写法，只能用在列表的行里"
            return
        columns = [word for part in rows[owner].fields for word in (part.name, part.label)]
        if node.attr not in columns:
            yield _unknown(f"{owner}.{node.attr}", [f"{owner}.{column}" for column in columns])

    def _loop(self, node: nodes.For, rows: Mapping[str, Any]) -> Iterator[str]:
        over = node.iter.name if isinstance(node.iter, nodes.Name) else ""
        if over not in self.lists or not isinstance(node.target, nodes.Name) or node.test or node.recursive:
            known = "、".join(part.label for part in self.form.rows)
            yield f"列表只能是这份文书有的：{known}" if known else "这份文书没有列表，不能用for"
            return
        within = {**rows, node.target.name: self.lists[over]}
        for child in (*node.body, *node.else_):
            yield from self._node(child, within)


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"不认得“{{{{{name}}}}}”" + (f"，是不是“{{{{{near[0]}}}}}”" if near else "")
