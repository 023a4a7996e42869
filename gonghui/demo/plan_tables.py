"""What the sample town planned: headings, tasks, targets, what came of them. Own words, synthetic figures."""

from dataclasses import dataclass

ALL_YEAR = tuple(range(1, 13))
OFFICES, MODELS = "orgs.three_in_one_offices", "orgs.model_unions"


@dataclass(frozen=True)
class Aim:
    """One target: with a code counted by the indicator, else by records; `hand` = (value, day, why)."""

    what: str
    quantity: str = ""
    unit: str = ""
    code: str = ""
    hand: tuple[str, str, str] | None = None
    reached: str = ""


@dataclass(frozen=True)
class Work:
    """One task. Days are written as `Town.day` reads them; `done` = (day, outcome, cost in yuan)."""

    text: str
    owner: str
    months: tuple[int, ...] = ()
    due: str = ""
    measures: str = ""
    aims: tuple[Aim, ...] = ()
    budget: str = ""
    partners: str = ""
    done: tuple[str, str, str] | None = None
    records: tuple[tuple[str, str], ...] = ()
    progress: tuple[str, str] | None = None
    before: str = ""
    """The text of last year's task that this one continues."""


CHEN, WU, SHEN, MA, ZHOU, WANG = "chenxiulan", "wuguoping", "shenyan", "maxiaodong", "zhoulixin", "wangxiuzhen"

VISITS = "春节前走访慰问困难职工和高龄职工"
COOL = "高温季节到户外作业点送清凉"
STUDY = "金秋助学，资助困难职工子女上大学"
TRAINING = "工会干部业务培训"
IDEAS = "职工合理化建议征集月"
SONGS = "“七一”职工歌咏比赛"

PLAN: tuple[tuple[str, str, tuple[Work, ...]], ...] = (
    ("一、扩大覆盖，建会更要建好家", "组织", (
        Work("应建会的单位全部建会", CHEN, ALL_YEAR, measures="摸清底数，逐家送达建会通知书，分两批开座谈会",
             aims=(Aim("工会组建率", "100", "%", "orgs.formation_rate"),), budget="2000"),
        Work("新建企业工会10家", CHEN, ALL_YEAR, measures="先组建再规范，按法定程序产生班子",
             aims=(Aim("新建工会", "10", "家", "orgs.unions_founded"),), budget="5000", before="新建企业工会8家"),
        Work("建成“三专合一、三位一体”企业工会办公室15个", CHEN, ALL_YEAR, measures="有人、开门、办事、活动，逐家对照验收",
             aims=(Aim("三位一体办公室", "15", "个", OFFICES),), budget="30000"),
        Work("培育示范工会5家", CHEN, (3, 4, 5, 6, 7, 8, 9, 10, 11), measures="对照县总标准补短板，九月初验",
             aims=(Aim("示范工会", "5", "家", MODELS),), budget="10000"),
        Work("筹建餐饮行业工会联合会", CHEN, (9, 10), "0-10-31", "调研三产服务业，拿出组建方案",
             (Aim("组建方案报县总工会"),), partners="市场监管所"),
    )),
    ("二、协商在前，把职工权益落到合同里", "维权", (
        Work("集体合同应签尽签", WU, ALL_YEAR, measures="到期前三个月提示，新建会的同步要约",
             aims=(Aim("集体合同签订率", "90", "%", "bargaining.contract_signing_rate"),
                   Aim("集体合同职工覆盖率", "95", "%", "bargaining.contract_coverage_rate"))),
        Work("推进工资集体协商", WU, (2, 3, 4, 5, 6, 7), measures="企业、区域、行业三级一起推",
             aims=(Aim("工资协议签订率", "86", "%", "bargaining.wage_signing_rate"),), partners="人社所",
             before="推进工资集体协商"),
        Work("女职工权益保护专项协议签到36家", SHEN, (3, 4, 5, 6, 7, 8, 9), measures="女职工委员会参与协商，随集体合同同签",
             aims=(Aim("有效的女职工专项协议", "36", "家", "bargaining.womens_agreements"),), budget="2000"),
        Work("调解、监督组织基层全覆盖", WU, ALL_YEAR,
             aims=(Aim("调解委员会组建率", "100", "%", "orgs.mediation_committee_rate"),
                   Aim("劳动法律监督组织组建率", "100", "%", "orgs.supervision_body_rate")), partners="司法所"),
        Work("召开镇职工代表大会第二次会议", ZHOU, (12,), aims=(Aim("会议开成，决议印发"),), budget="8000"),
    )),
    ("三、立足岗位，创先争优", "经济技术", (
        Work(IDEAS, MA, (4, 5, 6, 7), aims=(Aim("合理化建议", "20", "项", hand=("12", "0-06-30", "各企业工会报表汇总")),),
             budget="4000", before=IDEAS),
        Work("岗位技能比武2场", MA, (5, 9), aims=(Aim("技能比武", "2", "场"),), budget="12000",
             records=(("0-05-22", "机械加工技能比武，宏达机械承办"), ("0-09-18", "电商客服技能比武"))),
        Work("评选表彰一批先进", ZHOU, (10, 11, 12), "0-12-20", "各工会推荐，评审后公示",
             (Aim("模范企业工会", "10", "个"), Aim("优秀工会小组", "10", "个"), Aim("优秀工会干部", "10", "名"),
              Aim("工人先锋号", "10", "个")), "20000"),
        Work("先进典型事迹宣传", MA, (3, 5, 8, 9), aims=(Aim("宣传稿", "4", "篇"),), records=(
            ("0-03-20", "宏达机械女工班组事迹"), ("0-05-06", "劳动模范访谈"), ("0-09-08", "教师节先进教师事迹"))),
    )),
    ("四、雪中送炭，帮扶困难职工", "帮扶", (
        Work(VISITS, SHEN, (1, 2), "feast-5", "按在册名册，实名发放",
             (Aim("走访慰问", "62", "户", hand=("62", "feast-7", "慰问发放签收表62份")),), "62000", "民政办",
             ("feast-7", "走访62户，发放慰问金6.2万元", "62000"), before=VISITS),
        Work("困难职工一对一结对", SHEN, ALL_YEAR, measures="责任、措施、目标三落实，每月至少联系一次",
             aims=(Aim("结对户数", "17", "户", hand=("17", "0-03-31", "结对联系卡17份")),)),
        Work(COOL, SHEN, (7, 8), aims=(Aim("慰问点", "12", "处"),), budget="10000", before=COOL, records=(
            ("0-07-06", "城建工地"), ("0-07-14", "物流园"), ("0-07-21", "环卫站"), ("0-08-04", "供电抢修点"))),
        Work(STUDY, SHEN, (7, 8, 9), "0-09-10", "七月摸底，八月公示，九月前发放",
             (Aim("资助学生", "20", "名"),), "40000", "慈善会", before=STUDY),
        Work("开展困难职工家庭情况调查", SHEN, (12,), "0-12-25"),
    )),
    ("五、办好活动，丰富职工文化生活", "宣教", (
        Work("庆祝“三八”国际劳动妇女节", SHEN, (3,), "0-03-08", budget="6000", partners="妇联",
             done=("0-03-06", "趣味运动会，420名女职工参加", "5630")),
        Work("安全生产教育进企业", WU, (6,), "0-06-30", partners="应急办", done=("0-06-26", "巡回讲课8场", "1800")),
        Work("职工书法比赛", MA, (4,), budget="3000", done=("0-04-24", "收到作品96幅，评奖12幅", "2860")),
        Work("组织职工体检，建立健康档案", SHEN, (4,), budget="15000", partners="卫生院",
             progress=("0-04-20", "已体检312人，还有两家企业未排期")),
        Work("“五一”庆祝活动和青年职工联谊", MA, (5,), budget="8000", partners="团委",
             done=("0-05-16", "联谊会一场，86人参加", "7440")),
        Work(TRAINING, MA, (3, 5, 7, 10), aims=(Aim("培训", "120", "人次", hand=("53", "0-06-20", "县总培训班签到表")),),
             budget="12000", before=TRAINING),
        Work(SONGS, MA, (6,), "0-06-30", budget="6000", done=("0-06-29", "14支队伍，214人参加", "5980"), before=SONGS),
        Work("配合做好教师节庆祝", MA, (9,), "0-09-10", partners="教育工会", done=("0-09-09", "慰问教师30名", "3000")),
        Work("职工乒乓球赛、庆“国庆”汇演", MA, (9,), "0-09-30", budget="9000",
             done=("0-09-28", "汇演一场，节目18个", "8650")),
    )),
    ("六、严格管理，加强自身建设", "综合", (
        Work("上半年工作总结报县总工会", ZHOU, (7,), "0-07-10", done=("0-07-09", "已报送", "0")),
        Work("各工会自查自评", ZHOU, (9,), "0-09-30", done=("0-09-29", "78家中74家按时交", "0")),
        Work("迎接县对基层工会考核", ZHOU, (10,)),
        Work("“职工之家”建设验收", CHEN, (11,), aims=(Aim("验收“职工之家”", "12", "家"),)),
        Work("年终总结，谋划下年思路", ZHOU, (12,), "0-12-31"),
    )),
)  # fmt: skip

LAST_YEAR: tuple[tuple[str, str, tuple[Work, ...]], ...] = (
    ("一、扩大工会组织覆盖", "组织", (
        Work("新建企业工会8家", CHEN, ALL_YEAR, aims=(Aim("新建工会", "8", "家", "orgs.unions_founded"),)),
    )),
    ("二、维护职工合法权益", "维权", (
        Work("推进工资集体协商", WU, (2, 3, 4, 5, 6, 7),
             aims=(Aim("工资协议签订率", "80", "%", "bargaining.wage_signing_rate"),),
             done=("-1-07-20", "签订36家，签订率81.8%", "2600")),
    )),
    ("三、动员职工建功立业", "经济技术", (
        Work(IDEAS, MA, (4, 5, 6, 7), aims=(Aim("合理化建议", "15", "项", hand=("17", "-1-07-31", "各企业工会报表汇总")),),
             done=("-1-07-31", "收到17项，采纳6项", "3200")),
        Work(TRAINING, MA, (3, 5, 7, 10), aims=(Aim("培训", "100", "人次", hand=("96", "-1-10-31", "签到表")),),
             done=("-1-10-30", "四期96人次", "10400")),
    )),
    ("四、帮扶和文体", "帮扶", (
        Work(VISITS, WANG, (1, 2), "feast-5", aims=(Aim("走访慰问", "55", "户", hand=("58", "feast-7", "签收表58份")),),
             budget="55000", done=("feast-7", "走访58户，发放慰问金5.5万元", "55000")),
        Work(COOL, SHEN, (7, 8), aims=(Aim("慰问点", "12", "处"),), budget="10000",
             records=(("-1-07-08", "城建工地"), ("-1-07-15", "物流园"), ("-1-07-22", "环卫站")),
             done=("-1-08-20", "12处，1,140人", "9640")),
        Work(STUDY, SHEN, (7, 8, 9), "-1-09-10", aims=(Aim("资助学生", "18", "名", hand=("18", "-1-09-05", "发放表")),),
             done=("-1-09-05", "资助18名，每人2000元", "36000")),
        Work(SONGS, MA, (6,), "-1-06-30", done=("-1-06-28", "11支队伍，186人参加", "4200")),
    )),
)  # fmt: skip

GRASSROOTS: tuple[tuple[str, str, str, tuple[Work, ...]], ...] = (
    ("宏达机械", "hejianping", "宏达机械工会{year}年工作计划", (
        Work("召开职工代表大会，审议工资协议", "hejianping", (3,), "0-03-31", done=("0-03-25", "应到48人，实到46人", "0")),
        Work("班组安全劳动竞赛", "hejianping", (4, 5, 6), done=("0-06-22", "12个班组参加", "3600")),
        Work("困难职工走访", "hejianping", (1, 12)),
        Work("职工书屋添书200册", "hejianping", (9, 10), aims=(Aim("添置图书", "200", "册"),)),
    )),
    ("西塘村", "zhenglaishun", "西塘村联合工会{year}年工作计划", (
        Work("吸收小店小厂职工入会20人", "zhenglaishun", ALL_YEAR,
             aims=(Aim("新入会", "20", "人", "people.members_joined"),)),
        Work("区域集体合同续订", "zhenglaishun", (5, 6), "0-06-30"),
        Work("夏季送清凉到车间", "zhenglaishun", (7, 8)),
    )),
    ("恒泰包装", "sunhaifeng", "恒泰包装工会{year}年工作计划", (
        Work("签订女职工权益保护专项协议", "sunhaifeng", (4, 5, 6)),
        Work("职工之家申报验收", "sunhaifeng", (9, 10, 11)),
    )),
)  # fmt: skip
