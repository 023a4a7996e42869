"""What the sample town's people attended, as tables: one line an activity, with how its people are known.

first day|last day|kind|run by|organiser|name|place|partners|topic|cost|people|filed after so many days (empty: not yet)
`people` are names from the rolls (n of each of the largest unions: `12x3` is three from each of twelve) and declared
heads (`=446` shared out over all unions by their size), or both (`12x20=446`).
"""

YEAR = """
0-01-14||law|town||职工代表学法|镇政府三楼会议室||职工代表怎样提提案|1200|20x2|9
0-01-29|0-01-30|festival|town||春节送万福进企业|四个村|镇文联|书写春联|2600|=380|12
0-02-27||law|town||法治宣传进市场|石桥农贸市场|司法所、妇联|工会法和女职工权益|800|=320|10
0-03-07||sport|town||“三八”女职工趣味运动会|镇中心小学操场|妇联|女职工|5400|14x3|8
0-03-17|0-03-18|cadre|city|市总工会职工学校|基层工会主席培训班（第一期）|市总工会职工学校||工会法和组织建设|0|30x1|11
0-03-26||law|town||法律宣传日|宏达机械门前广场|司法所、劳动所|集体合同和工资协商|600|=240|13
0-04-11|0-10-31|compete|town||“六比六提”重点工程劳动竞赛|镇工业区|经发办|比质量、比安全、比进度|18000|=642|
0-04-23||mind|town||青年务工人员心理健康课|日新精密培训室|卫生院|睡眠和压力|1500|6x6|9
0-04-28||culture|town||庆“五一”职工歌咏比赛|镇文化中心|宣传办|劳动最光荣|9600|=210|10
0-05-04||sport|town||职工乒乓球赛|镇中心小学体育馆|团委||3100|16x2|7
0-05-12|0-05-13|cadre|city|市总工会职工学校|基层工会主席培训班（第二期）|市总工会职工学校||民主管理和财务|0|=23|15
0-05-18|0-05-31|contest|province|省总工会|全省职工法律知识竞赛|网上答题||劳动法律|0|=1436|14
0-05-22||safety|town||安全生产月开班讲座|镇政府大会议室|安监办|机械和有限空间|900|=185|10
0-06-08|0-06-12|worker|town||六月会员和职工代表培训班|镇成人学校|镇成校|工会法、集体合同、安全|21500|12x22=446|9
0-06-20||culture|town||职工书法比赛|镇文化中心|宣传办||1800|10x2|
0-07-10||skill|town||务工人员急救员班|镇卫生院会议室|卫生院|心肺复苏和止血包扎|1800|6x3|12
0-07-16||safety|town||高温作业防中暑讲座|锦绣服饰食堂|卫生院|防暑降温|700|=160|12
0-08-13||skill|town||务工人员电工技能班|镇成人学校|人社所|电工初级|6400|8x4|10
0-09-10||checkup|town||一线职工健康体检（第一批）|镇卫生院|卫生院|只记人数，不记结果|42000|=268|14
0-09-28||culture|town||庆国庆职工文艺汇演|镇文化中心|宣传办||12800|=330|9
0-10-15|0-10-16|visit|town||赴邻县参观工会阵地|邻县总工会||职工之家建设|7600|18x1|11
0-11-06||match|county|县总工会|全县数控技能比武|县职业中学||数控车工|0|5x2|10
0-12-03||law|town||宪法宣传日职工专场|永安纺织|司法所|宪法和劳动法|500|=145|
"""
LAST_YEAR = """
-1-03-19|-1-03-20|cadre|city|市总工会职工学校|基层工会主席培训班|市总工会职工学校||组织建设|0|26x1|12
-1-05-20|-1-05-31|contest|province|省总工会|全省职工安全知识竞赛|网上答题||安全生产|0|=1180|14
-1-06-10|-1-06-13|worker|town||会员和职工代表培训班|镇成人学校|镇成校|工会法、工资协商|18800|10x16=402|10
-1-04-15|-1-10-31|compete|town||重点工程劳动竞赛|镇工业区|经发办|比安全、比进度|15000|=518|20
-1-09-27||culture|town||庆国庆职工文艺汇演|镇文化中心|宣传办||11000|=290|9
-1-11-20||law|town||法律宣传周|石桥农贸市场|司法所|工资支付|700|=260|11
"""
REPORTS = {
    "cadre": "各工会主席按通知参加，结业测验都合格。",
    "worker": "讲了三个专题，课后发了资料，各工会反映例子讲得明白。",
    "contest": "发动各工会组织答题，按工会汇总了参赛人数。",
    "compete": "各参赛单位按月报进度，年底评比。",
}
REPORT = "按计划办完，秩序很好，照片和签到材料已经存档。"
TWICE = ("0-05-22", "安全生产月讲座", "和“安全生产月开班讲座”重复登记")
"""An entry that somebody made a second time and took back two days later."""

STRUCK = ("六月会员和职工代表培训班", "0-06-15", "签到表上写错了单位")
MENDED = ("全省职工法律知识竞赛", "0-06-05", 6)
"""A union declared six too many at first and corrected it; the total of the table is the corrected one."""

ASKED = ("务工人员急救员班", 20, 12, 8, 3, "赶订单，抽不出人")
"""Name, quota, how many unions were asked, how many of them sign up, how many people each, and why one stays away."""

FORMS = {"worker": (150, 12, 2), "sport": (26, 4, 0), "skill": (14, 3, 1), "mind": (28, 5, 0), "law": (22, 6, 2)}
"""Forms with 满意, 一般, 不满意 that came back, by kind; where fewer came, so many fewer."""

PRIZES = ("职工乒乓球赛", 8, "球拍一副", "68", 7)
"""Name, how many of the list were given a prize, which, its value in yuan, and how many have signed for it."""

FINDINGS = {"血压偏高": 41, "血脂偏高": 57, "听力需复查": 12, "其他": 9}
"""The check-up's summary; whatever fewer than five had is part of 其他."""
