"""Which line of work a heading or task belongs to, by its words."""

import re
from collections import Counter

GENERAL = "综合"

WORDS: dict[str, str] = {
    "女工": "女职工|女工|妇女|三八|巾帼|母婴|单亲母亲|妈妈",
    "经审": "经审|审计|经费审查",
    "财务": "财务|经费|预算|决算|资产|收缴|账目",
    "民主管理": "民主管理|职代会|职工代表大会|厂务公开|民主评议|民主监督|民主参与|民主政治|职工董事|职工代表",
    "安全": "安全生产|安康杯|劳动安全|安全卫生|职业病|劳动保护|安全隐患|安全教育|安全意识|消防",
    "帮扶": "帮扶|困难职工|送温暖|送清凉|金秋助学|慰问|救助|互助|一日捐|扶贫|慈善|结对|助学|特困|办实事|排忧解难|体检|身体健康"
    "|为职工办|民生|五必访|驿站",
    "维权": "维权|维护|权益|集体合同|集体协商|工资协商|劳动关系|劳动争议|调解|劳动法律|法律援助|合法权|劳动合同|工资专项|工资集体"
    "|履约|签订率|社会保险|养老保险|欠薪|信访|普法|预警",
    "文体": "文体|体育|书法|歌咏|乒乓|篮球|羽毛球|汇演|演出|运动会|棋|比赛活动|联谊|文艺|健身|摄影|趣味",
    "经济技术": "劳动竞赛|技能竞赛|技术比武|技能比武|岗位练兵|合理化建议|技术创新|技术革新|小革新|金点子|工人先锋号|劳模|工匠|建功"
    "|技能素质|立功竞赛|节能减排|先锋|创新能手|师徒结对|师徒|劳动技术|劳动知识竞赛|金蓝领|技术攻关|创先争优|五小|模范企业工会|劳动和?创造|创新工作室",
    "宣教": "宣传|教育|学习|培训|思想|书屋|文化|素质|知识竞赛|讲座|大讲堂|阅读|读书|精神文明|师德|理论|道德|典型|好人好事",
    "组织": "组建|建会|新建工会|工会组织|会员|入会|换届|联合工会|示范工会|职工之家|规范化|小组|全覆盖|女职工委员会|企业工会办公室|法人资格"
    "|(?<!学习型)组织建设|新建企业|产业工会|行业工会|组织网络|普查|组织员|党建带工建|夯实基础",
    "自身建设": "自身建设|工会干部|作风|队伍建设|能力建设|班子|廉政|党风|机关|调研|信息|台帐|台账|档案|服务能力|优化队伍|分工",
}
"""Line of work → words. Longer words weigh more; on equal weight the earlier line wins."""

_PATTERNS = {line: re.compile(words) for line, words in WORDS.items()}


def weigh(text: str) -> Counter[str]:
    """Weight of each line of work in a text; empty when no word tells."""
    weights: Counter[str] = Counter()
    for line, pattern in _PATTERNS.items():
        weight = sum(len(word) for word in pattern.findall(text))
        if weight:
            weights[line] = weight
    return weights


def line_of(text: str, fallback: str = GENERAL) -> str:
    """The line of work with the most weight, else the fallback. The first forty signs count double."""
    weights = weigh(text)
    weights.update(weigh(text[:40]))
    return max(weights, key=lambda line: weights[line]) if weights else fallback
