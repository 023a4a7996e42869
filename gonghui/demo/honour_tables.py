"""Honours of the sample town as tables: what is awarded, this year's rounds, earlier years, model workers."""

PROGRAMMES = """
知识型职工|knowledge|town|person|3|3|repeat||||钻研业务，有一项以上革新或者技能等级提升。
先进单位|advanced|town|employer|2|2|repeat,contract|term|||集体合同履行好，一年内没有拖欠工资。
镇文明职工|civilised|town|person|3|3|repeat||60|20|爱岗敬业，家庭和睦，群众公认。
模范企业工会|model_union|town|union|2||term|contract,certificate|||组织健全、维权有效、工作活跃、职工信赖。
优秀工会小组|group|town|group|||||||活动经常，组员满意。
优秀工会干部|cadre|town|person||2|repeat|term||20|任职两年以上，没有违纪，群众评议好。
工人先锋号|pioneer|town|group|3||||||一流工作、一流服务、一流业绩、一流团队。
三育人先进个人|education|town|person||3|repeat|||30|教书育人、管理育人、服务育人。
好人好事|good_deed|town|person|||||||见义勇为、助人为乐，有单位或者群众证明。
市五一劳动奖章|medal|city|person||5|repeat|term|||一线职工，有突出贡献。
县模范职工之家|model_union|county|union|3|||term|||入会率和会员满意率都在九成以上。
"""
"""name|category|level|for whom|valid years|not again within|bars|wants a reason|frontline %|women %|conditions"""

ROUNDS = """
市五一劳动奖章|2|3|1|0-01-12|0-01-23|6|0-01-27|0-01-28|0-02-06|0-04-27|云工〔{year}〕18号|永安纺织 锦绣服饰 宏达机械|1
知识型职工|2|3|1|0-02-24|0-03-16|6|0-03-20|0-03-23|0-04-01|0-04-01|石工〔{year}〕5号|日新精密 宏达机械 凯盛模具|1
先进单位|1|2|1|0-03-02|0-03-20|6|0-03-25|0-03-26|0-04-07|0-04-08|石工〔{year}〕6号|联兴机械 日新精密|1
镇文明职工|5|6|1|0-03-16|0-04-10|7|0-04-15|0-04-16|0-05-06|0-05-06|石工〔{year}〕8号|锦绣服饰 永安纺织 瑞丰印染 宏达机械 联兴机械 星辉铝业|1
三育人先进个人|3|3|1|0-08-20|0-09-01|5|0-09-02|0-09-03|0-09-11|0-09-11|石工〔{year}〕14号|石桥镇中心小学 石桥初级中学 石桥镇中心幼儿园|0
模范企业工会|10|10|1|0-11-02|0-11-16|9|0-11-20|0-11-23|0-12-02|0-12-08|石工〔{year}〕22号||0
优秀工会小组|10|10|1|0-11-02|0-11-16|9|0-11-20|0-11-23|0-12-02|0-12-08|石工〔{year}〕22号||0
优秀工会干部|10|10|1|0-11-02|0-11-16|9|0-11-20|0-11-23|0-12-02|0-12-08|石工〔{year}〕22号||0
工人先锋号|10|12|2|0-11-02|0-11-16|9|0-11-20|0-11-23|0-12-02|0-12-08|石工〔{year}〕22号||2
"""
"""programme|quota|candidates|each union|announced|until|voters|reviewed|notice from|recommended or awarded from|awarded|number|
unions in order (empty: the largest that may)|how many fail the vote. The notice ends five working days after it began."""

EARLIER = """
镇文明职工|-1|宏达机械|郑国强|-1-05-06|石工〔{last}〕7号|2
镇文明职工|-1|锦绣服饰|赵金凤|-1-05-06|石工〔{last}〕7号|2
镇文明职工|-1|瑞丰印染|孙小娟|-1-05-06|石工〔{last}〕7号|2
知识型职工|-2|日新精密|何文斌|-2-04-09|石工〔{before}〕4号|1
知识型职工|-1|凯盛模具|唐志远|-1-04-08|石工〔{last}〕5号|2
工人先锋号|-2|永安纺织|细纱车间乙班|-2-12-10|石工〔{before}〕21号|1
工人先锋号|-1|宏达机械|装配一班|-1-12-09|石工〔{last}〕20号|2
先进单位|-2|瑞丰印染|瑞丰印染有限公司|-2-04-15|石工〔{before}〕5号|0
模范企业工会|-2|永安纺织|永安纺织有限公司工会|-2-12-10|石工〔{before}〕21号|0
模范企业工会|-1|日新精密|日新精密部件有限公司工会|-1-12-09|石工〔{last}〕20号|1
县模范职工之家|-3|锦绣服饰|锦绣服饰有限公司工会|-3-11-20|溪工〔{third}〕33号|0
市五一劳动奖章|-1|宏达机械|周建军|-1-04-26|云工〔{last}〕15号|
"""
"""programme|year|union|who|awarded|number|valid for so many years after the town's year began (empty: for good)"""

MODELS = """
郭长林|永安纺织|province|省劳动模范|-26-04-28|苏政发〔2000〕31号|retired
蒋玉珍|锦绣服饰|city|市劳动模范|-17-04-28|云政发〔2009〕22号|working
陶金根|西塘村|city|市劳动模范|-31-04-29|云政发〔1995〕17号|farming
许永康|宏达机械|city|市劳动模范|-11-04-28|云政发〔2015〕20号|working
马桂兰|瑞丰印染|county|县劳动模范|-14-04-27|溪政发〔2012〕9号|retired
"""
VISITS = """
-1-01-20|郭长林 蒋玉珍 陶金根 许永康|visit|
-1-03-12|马桂兰|visit|
-1-05-13|郭长林 蒋玉珍 陶金根 许永康 马桂兰|checkup|
0-02-05|郭长林 陶金根 马桂兰|visit|
0-02-05|郭长林 陶金根|subsidy|1000
0-02-26|许永康|visit|
0-05-13|郭长林 蒋玉珍 许永康 马桂兰|checkup|
0-08-19|郭长林|rest|
0-10-28|马桂兰|visit|
"""
"""day|who|what|yuan. 蒋玉珍 is visited late: since January of last year nobody came."""

DIED = ("陶金根", "0-09-03", "0-09-10")
"""Died on a day, known to the office a week later."""
