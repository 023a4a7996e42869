"""Proposes the indicator that measures a target. Only codes that the caller knows are proposed."""

import re
from collections.abc import Collection

from gonghui.planning.reading.quantities import Found

_COUNT = "家|个|份"
_PEOPLE = "人|名|人次|位|个"
RULES: tuple[tuple[str, str, str], ...] = (
    ("%", r"工资.*(?:签订|签约|建制|协商)", "bargaining.wage_signing_rate"),
    ("%", r"续[签订]率|到期.*续[签订]", "bargaining.renewal_rate"),
    ("%", r"(?:集体合同|协商).*职工.*覆盖|职工覆盖率", "bargaining.contract_coverage_rate"),
    ("%", r"集体合同.*签(?:订|约)|合同签订率|^[^#]{0,6}签订率", "bargaining.contract_signing_rate"),
    ("%", r"[组建]建率|建会率|应建.*建会|建会#|建立工会", "orgs.formation_rate"),
    ("%", r"巩固率", "people.retention_rate"),
    ("%", r"入会率", "people.joining_rate"),
    ("%", r"调解(?:委员会|组织)", "orgs.mediation_committee_rate"),
    ("%", r"劳动法律监督", "orgs.supervision_body_rate"),
    ("%", r"结对", "relief.pairing_rate"),
    (_COUNT, r"(?:三位一体|三专合一)", "orgs.three_in_one_offices"),
    (_COUNT, r"示范(?:性|单位)?(?:基层|企业)?工会(?!.*(?:小组|干部))", "orgs.model_unions"),
    (_COUNT, r"女职工.*(?:专项|协议|合同)", "bargaining.womens_agreements"),
    (_COUNT, r"安全卫生.*(?:专项|协议|合同)", "bargaining.safety_agreements"),
    (_COUNT, r"工资.*(?:协商|协议|合同)", "bargaining.wage_agreements"),
    (_COUNT, r"续[签订].*合同|合同.*续[签订]", "bargaining.contracts_renewed"),
    (_COUNT, r"(?:新签|首签|签订).*集体合同|集体合同.*(?:新签|首签|签订)", "bargaining.contracts_first_signed"),
    (_COUNT, r"(?:外资|外商).*(?:建会|工会)", "orgs.foreign_unionised"),
    (
        _COUNT,
        r"(?:新建|组建|新成立|成立|新增)[^#]*#?[^#]*工会(?:组织)?$|新(?:建会|建工会|增工会)",
        "orgs.unions_founded",
    ),
    (_PEOPLE, r"农民工(?:入会|会员)|(?:发展|吸收)农民工", "people.members_migrant"),
    (
        _PEOPLE,
        r"(?:发展|新增|净增|吸收|新入会|新发展|增加)[^#]*#?[^#]*会员|新会员|会员.*(?:发展|新增|增加|净增)|入会",
        "people.members_joined",
    ),
    (_PEOPLE, r"女会员", "people.members_women"),
    (_PEOPLE, r"会员(?:总数|人数|数)|会员(?:达|保持)", "people.members"),
    (
        "人次|人|名",
        r"工会(?:干部|主席|干事).*培训|培训.*工会(?:干部|主席|干事)|干部.*培训",
        "learning.cadre_training_attendances",
    ),
    ("人次|人|名", r"培训", "learning.worker_training_attendances"),
    ("人次|人|名", r"知识(?:竞赛|竞答|问答)|竞赛答题", "learning.contest_participants"),
    ("人次|人|名", r"劳动竞赛|建功立业竞赛|立功竞赛", "emulation.competition_participants"),
    ("人次", r"参加.*活动|活动.*参加", "activities.attendances"),
    ("项|次|场", r"(?:开展|举办|组织)[^#]*#?[^#]*(?:文体|职工)活动", "activities.held"),
    ("条|件|项|个", r"合理化建议|金点子", "emulation.suggestions"),
    ("户|名|人", r"困难职工.*(?:档案|建档)", "relief.households"),
)
"""(units, words, code): the first rule whose unit and words fit gives the code. `#` stands for the number."""

_NOT_A_UNION = re.compile(r"办公室|书屋|小组|干部|职工之家|示范|模范|工作室|联合会?活动|驿站")


def bind(found: Found, known: Collection[str]) -> str | None:
    """The code of the indicator that counts this target, if the words say so and the code is known; else None."""
    if (found.comparison == "increase" and found.unit == "%") or found.unit == "个百分点":
        return None
    for units, words, code in RULES:
        if found.unit not in units.split("|") or not re.search(words, found.subject):
            continue
        if code == "orgs.unions_founded" and _NOT_A_UNION.search(found.subject):
            continue
        return code if code in known else None
    return None
