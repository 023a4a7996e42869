"""Reading a collection of five plans from the command line, the start of the process included."""

import os
import subprocess
import sys
from time import perf_counter

from tests.bench.homes import CHECKOUT, TODAY, Homes
from tests.bench.measuring import Measure, at_most, say

LIMIT = 2.0

HEADINGS = ("扩大组织覆盖", "协商维护权益", "动员建功立业", "帮扶困难职工", "加强自身建设")
WORK = (
    "全年新建企业工会{n}家，发展会员{n}0人，9月底前完成，由组织科负责。",
    "一是集体合同签订率达到90%以上，工资集体协商签订率不低于8{n}%；二是联合人社所开展检查{n}次；三是健全制度，规范运作。",
    "七一前打造“三位一体”工会办公室十五个，力争创{n}家示范工会，评选10个“模范企业工会”、10名“优秀工会干部”。",
    "春节前走访慰问困难职工{n}0户，金秋助学资助学生{n}0名左右，第三季度到户外作业点送清凉不少于{n}处。",
    "要围绕中心、服务大局，引导广大职工立足岗位，为全镇经济社会发展作出新的贡献。",
)


def document() -> str:
    """Five plans of five headings with ten items each, about as long as five plans that offices have written."""
    lines = ["乡镇工会工作计划汇总"]
    for plan in range(1, 6):
        lines.append(f"乡镇工会工作计划篇{'一二三四五'[plan - 1]}")
        for number, heading in enumerate(HEADINGS):
            lines.append(f"{'一二三四五'[number]}、{heading}")
            lines += [f"{at}、{WORK[(at + plan) % len(WORK)].format(n=at % 9 + 1)}" for at in range(1, 11)]
    return "\n".join(lines)


def measure(homes: Homes, small: bool) -> list[Measure]:
    """Seconds of `gonghui plan import FILE --json`."""
    home = homes.copy(homes.empty())
    file = home / "plans.txt"
    text = document()
    file.write_text(text, encoding="utf-8")
    say(f"plan import: {len(text):,} signs …")
    environment = {**os.environ, "GONGHUI_HOME": str(home), "GONGHUI_TODAY": TODAY}
    command = [sys.executable, "-m", "gonghui.cli", "plan", "import", str(file), "--json"]
    runs = []
    for _ in range(1 if small else 5):
        begun = perf_counter()
        subprocess.run(command, cwd=CHECKOUT, env=environment, check=True, capture_output=True)
        runs.append(perf_counter() - begun)
    return [at_most("plan_import", runs, "s", LIMIT, signs=len(text))]
