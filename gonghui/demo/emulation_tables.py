"""Competitions, pairs, what stands under a name and calls of the sample town, as tables."""

COMPETITION = (
    "“六比六提”重点工程劳动竞赛",
    "0-04-12",
    "six",
    "质量、安全、进度、成本、创新、服务",
    "万元",
    "前三名发流动红旗，第一名另发奖金",
)
"""Name of the activity, the day on which its teams were entered, theme, what is compared, in what, the prizes."""

MONTHS = ("04", "05", "06", "07", "08", "09", "10")
"""The months of the competition."""

TEAMS = """
宏达机械|总装一班|42|产值|820|78 124 121 118 126 130 135|
宏达机械|冲压班|36|产值|600|55 84 88 80 86 90 92|2
恒泰包装|彩印线|48|产值|540|50 79 76 74 80 82 84|
锦绣服饰|西服一组|66|产值|460|41 62 60 58 66 70 71|7
永安纺织|细纱甲班|72|产值|700|66 101 98 99 104 106 108|
日新精密|加工中心|39|产值|650|60 90 92 88 94 97 101|
华丰食品|速冻线|54|产值|380|30 51 52 55 56 58 57|4
德源五金|装配班|21|产值|150|12 20 21 19 22 22 24|
"""
"""union|team|people|goal|target|what was reached in each month|how many days late the May report was"""

PRIZE = ("0-11-12", "行李箱", 260, 3)
"""What so many of the best team get for their competition, on which day, and its value in yuan."""

MENDED = ("彩印线", "0-06-18", "81", "五月漏报一张单子")
"""A team whose May report was corrected: name, day, the right number, why."""

PAIRS = """
-1-09-10|宏达机械|4|21|数控车工|独立操作数控车床，会看图、会编程|0-09-09|0-01-08 partly|0-06-12 yes|0-09-08 passed
-1-10-15|永安纺织|6|33|细纱挡车|独立看台，接头一次成|0-10-14|0-01-20 yes|0-07-10 yes|0-10-12 passed
0-03-02|日新精密|5|24|加工中心|会调机、会换刀，废品率降到千分之五|1-03-01|0-06-02 yes|0-09-11 partly|
0-03-16|锦绣服饰|9|40|西服缝制|学会上袖、开袋两道难工序|0-12-31|0-06-25 no||
0-04-07|恒泰包装|3|18|彩印操作|独立校色，换版一小时以内|0-10-06|0-07-05 partly||0-08-20 ended
0-09-01|宏达机械|7|26|铣工|半年能独立加工夹具|1-02-28|||
"""
"""day|union|mentor's and apprentice's number on the roll|trade|goals|until|checks with what they found|outcome"""

WHY_ENDED = "徒弟调到销售科"
NOT_REACHED = {
    "yes": "达到这一段的要求，手上稳。",
    "partly": "大部分会了，还要多练。",
    "no": "两道工序都还要人带，加一次示范。",
}

SHOWCASES = """
studio|何建平创新工作室|宏达机械|county|云工〔{last}〕6号|-1-05-01|何建平|7|带徒攻关|0-05-31|0-05-18 kept 攻关三项|1-05-31
post|细纱甲班巾帼示范岗|永安纺织|town||-1-03-08|沈秀英|12|新工带教，质量看板|0-03-31|0-04-14 mend 没有每周例会记录|0-12-31
ankang|冲压班安康杯班组|宏达机械|city|市工〔{last}〕11号|-1-12-10|郭海波|36|班前十分钟，隐患随手拍|0-11-30||
result|快换式铣床夹具|宏达机械|town||0-02-20|杨志强|3|换夹具从二十分钟降到三分钟|||
maker|创新能手贾立群|日新精密|county|云工〔{year}〕9号|0-05-20|贾立群|1|刀具改制，两年攻关五项|1-05-31||
studio|彩印校色工作室|恒泰包装|unit||-1-10-10|万少华|5|校色样张，带新工|0-06-30|0-07-02 lost 人员调离，不再活动|
"""
"""kind|name|union|named by|document|day|leader|people|about|first re-check|re-checks by `;`: day result words|next one"""

CALLS = """
0-03-15|0-04-20|教师爱生格言征集|教育|一句话写怎样爱学生，三十个字以内|2|10|0-04-28|0-05-06
0-05-20|0-06-20|安全漫画征集|T|四格漫画，画身边的隐患|3|7|0-07-24|0-08-12
0-11-01|0-11-30|“我的岗位故事”征集|T|六百字以内，写一件真事|1|3||
"""
"""opens|until|name|union|about|at most each|how many came in|chosen on|told on"""

TITLES = ("把掌声留给举手慢的孩子", "先听完，再说话", "记住每个人的名字", "批评关上门，表扬打开窗", "慢一点，等一等他", "作业本上写一句话",
          "不比昨天的他", "蹲下来讲题", "错了也给台阶", "多问一句为什么")  # fmt: skip
"""Titles of the entries; they are used in turn."""

PLEDGE = ("0-03-20", "镇直学校教师“十不准”承诺签名", "教育", 96, "签名册（三月）")
"""A pledge that teachers signed: an activity with the heads that the union declared."""

MATCH = (
    "全县数控技能比武",
    "0-11-08",
    (("理论", 30), ("实操", 70)),
    ("裁判一", "裁判二", "裁判三", "裁判四", "裁判五"),
)
"""A skill contest: its activity, the day on which the sheet was entered, items with their weights, the judges."""
