"""合理化建议 of the sample town as a table: one line a suggestion, with what became of it.

day|union|which member of its roll|form|matter|title|problem|content|verdict|days later|level|who carries it out|by when|
told so many days after handing in|carried out so many days after|benefit in yuan|reward in yuan
Verdicts: a adopted, r rejected, d deferred; empty: not yet reviewed. An empty number: not yet, or never.
"""

SUGGESTIONS = """
-1-09-15|宏达机械|4|proposal|technique|铣床夹具改成快换式|换一次夹具要二十分钟|做一套快换底板，夹具一推就位。|a|14|first|何建平|-1-12-20|16|80|52000|1500
-1-10-20|恒泰包装|3|idea|saving|仓库灯改成分区开关|一开全开，白天也亮着|按货架分四区装开关，谁用开谁的。|a|10|third|孙海峰|-1-12-31|12|45|6800|300
0-01-09|宏达机械|6|proposal|safety|冲床加双手按钮|单手也能启动，容易压手|八台冲床改成双手同时按才启动。|a|9|first|何建平|0-04-30|10|70|0|1000
0-01-20|锦绣服饰|5|idea|quality|裁片按缸号分筐|不同缸号的布混在一起有色差|每个缸号一个颜色的筐，裁片不混放。|a|16|third|裁剪组长|0-03-15|18|40|9600|300
0-02-24|永安纺织|8|proposal|saving|空压机余热烧浴室热水|浴室用电锅炉，空压机的热气白白排掉|装一套换热器，用空压机的余热烧水。|a|15|second|机修班长|0-05-31|18|105|38600|800
0-03-05|日新精密|4|small|technique|自制铜屑回收斗|铜屑扫到一起卖不上价|机台下面装回收斗，铜屑和铁屑分开。|a|12|second|车间主任|0-05-20|41|60|21500|600
0-03-12|恒泰包装|7|proposal|management|交接班写在白板上|口头交接常常漏事|每条线挂一块白板，未完的事写上再交班。|a|8|encouraged|生产部|0-04-10|9|25|0|200
0-03-26|宏达机械|9|proposal|quality|焊缝抽检改成首件必检|一批焊完才发现不合格|每班第一件先检，合格再往下焊。|a|11|second|质检科|0-05-31|12|50|17400|500
0-04-08|华丰食品|5|idea|service|女职工更衣室加储物柜|包只能堆在椅子上|沿墙装二十四格带锁的柜子。|a|20|third|工会|0-06-20|22|58|0|200
0-04-15|锦绣服饰|11|proposal|technique|烫台加蒸汽回收|车间又湿又热|烫台后面接回收管，蒸汽收回锅炉。|r|18||||20|||
0-04-27|德源五金|3|idea|safety|叉车道口装反光镜|拐弯看不见人|三个转角各装一面反光镜，地上画停车线。|a|7|second|安全员|0-05-15|8|16|0|300
0-05-11|永安纺织|14|proposal|saving|织机空转自动停|停机换纱时电机还在转|加一个延时开关，停纱三分钟断电。|d|14||||16|||
0-05-19|日新精密|6|proposal|quality|量具每周对一次标准块|量具偏了没有人知道|每周一早上用标准块对一次，记在卡上。|a|15|third|计量员|0-06-19|17|||
0-06-10|宏达机械|12|small|technique|车刀磨损样板|凭眼力换刀，不是早了就是晚了|做一块样板，刀口对上线就换。|a|12|second|工具室|0-08-31|14|70|12800|400
0-07-02|万和电子|4|idea|service|夜班食堂加热菜|夜班只有冷的|夜里十一点到一点开一个窗口，微波炉加热。|||||||||
0-07-21|恒泰包装|9|proposal|saving|废纸边分色打包|白边和花边混卖价低|两个打包机一个收白边一个收花边。|a|13|second|后道组长|0-09-30|15|55|26000|600
0-08-19|宏达机械|15|idea|safety|氧气瓶推车加锁链|推车颠一下瓶子会倒|每辆推车焊两道链扣，推之前扣上。|a|6|third|安全员|0-09-20|7|20|0|200
0-09-16|锦绣服饰|7|proposal|management|样衣借出登记|样衣常常找不到|样衣间挂一本借出簿，签字借、签字还。|a|10|encouraged|技术科|0-10-15|12|24|0|100
0-10-21|永安纺织|20|proposal|quality|疵布照片贴在机台|新工认不出疵点|把十种疵点拍照贴在每台机上。|a|12|third|织造车间|0-12-10|14|||
0-11-12|华丰食品|9|idea|safety|地沟盖板换防滑的|沾了油就滑|包装间十二块盖板换成花纹钢板。|||||||||
"""

REASON = {
    "烫台加蒸汽回收": "回收管要穿过消防通道，改动大；先加两台排风扇。",
    "织机空转自动停": "要等八月停产检修时试两台，再定。",
}
OPINION = "投入不大，当班就能用上，同意采纳。"
DONE = "按建议办好了，现场看过，能用。"
BASIS = {"0": "主要是更安全、更方便，说不出钱数。", "": "按两个月的用量和上年同期比，推算一年。"}
RELOOK = "0-09-01"
"""When the deferred one is looked at again."""

WITHHELD = ("交接班写在白板上", "焊缝抽检改成首件必检")
"""Whose names stand on no public list."""

POSTPONED = ("空压机余热烧浴室热水", "0-05-08", "0-06-15", "换热器厂家延期供货")
TWICE = ("0-05-21", "日新精密", 9, "量具每周都对标准块", "每周一早上拿标准块对一下量具。", "和计量员提的是同一条")
"""Handed in by a colleague again: numbered, then declared void."""

MENDED = ("自制铜屑回收斗", "0-05-28", "19500", "有一个月的回收量重复计了")
"""A benefit that finance corrected; the table has the first sum."""

RETITLED = ("叉车道口装反光镜", "0-04-29", "expected", "少一起碰擦就值")
