"""What the text claims among its own figures: the claims of every kind, and what only looks like one."""

from __future__ import annotations

import time

import pytest
import reading

HEAD = "某某镇2023年法治政府建设年度报告\n2023年，我镇推进法治政府建设，现将有关情况报告如下。\n一、主要举措和成效\n"
TAIL = "\n二、存在问题\n执法力量不足。\n"


def _told(words: str) -> list[tuple[str, bool]]:
    return [(r.kind, r.holds) for r in reading.known(HEAD + words + TAIL).relations]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("受理纠纷214件，其中邻里97件、婚姻46件、土地38件、其他33件。", "sum"),
        ("已办结13宗(其中7宗驳回起诉、1宗驳回诉请、5宗撤诉)。", "sum"),
        ("清理文件63件，继续有效48件、修改6件、废止9件。", "sum"),
        ("新收申请214件，上年结转9件，合计223件。", "sum"),
        ("全年审结25件，未结4件。审结案件中，维持14件，驳回4件，撤销3件，终止4件。", "sum"),
        ("安排资金1.35亿元（省级8600万元、市县4900万元）。", "sum"),
        ("受理纠纷281件，调解成功274件，调解成功率97.5%。", "ratio"),
        ("受理纠纷1476起，其中社区调解616件，占41.73%。", "ratio"),
        ("已办结13宗，撤诉5宗，撤诉率(含和解)达38.5%。", "ratio"),
        ("共收到行政诉讼案件16宗，一审在办3宗，已办结13宗。", "balance"),
        ("年初旧存19件，年内新收166件，年内审结152件，年末未结33件。", "balance"),
        ("收到复议申请35件，受理31件，不予受理4件。", "balance"),
        ("法律援助案件512件，较上年的430件增长19.1%。", "growth"),
        ("涉企检查由2022年的24576次降至2023年的18432次，下降25%。", "growth"),
        ("满意率99.3%，比上年的97.7%提高1.6个百分点。", "growth"),
        ("全年调处纠纷412起，比上年减少37起，下降8.2%。", "growth"),
        ("收到复议申请168件，较2022年的142件增长18.3%。其中依法受理151件，不予受理17件。", "sum"),
        ("发现隐患512处，已整改498处，其余14处限期整改。", "sum"),
        ("行政处罚6件、查封214件、移送78件，三类案件合计298件。", "sum"),
        ("检查食堂162家，评定A级98家、B级61家、C级3家，A级占60.5%。", "ratio"),
        ("负责人出庭37件，占开庭审理41件的90.2%。", "ratio"),
        ("办结率94.3%（受理230件，办结217件）。", "ratio"),
        ("受理230件，办结217件，办结率由上年的92.1%提高到94.3%。", "ratio"),
        ("全年承接工单8412件，月均701件。", "ratio"),
        ("全镇21个村共有“法律明白人”147名，平均每村7名。", "ratio"),
        ("新收申请26件，上年结转1件，予以公开14件、部分公开5件、不予公开3件、无法提供4件，结转下年1件。", "balance"),
        ("受理案件126件，审结118件，中止5件，其余3件正在审理。", "balance"),
        ("新收案件116件，审结118件，未审结8件（上年结转10件）。", "balance"),
        ("矫正对象年初85人，新接收62人，解除71人，年末76人。", "balance"),
        ("办件材料由15份减少为9份，减少40%。", "growth"),
        ("行政诉讼案件29件，比上年减少5件，上年为34件。", "growth"),
        ("受理复议126件，同比增长18.9%（2022年为106件）。", "growth"),
        ("受理信访276件，是上年184件的1.5倍。", "growth"),
        ("同比上升25%，由去年的88件增加到110件。", "growth"),
    ],
)  # fmt: skip
def test_a_true_relation_holds(words: str, kind: str) -> None:
    assert (kind, True) in _told(words)
    assert all(holds for _, holds in _told(words))


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("受理纠纷214件，其中邻里97件、婚姻46件、土地38件、其他43件。", "sum"),
        ("共清理62件，废止14件，修改8件，继续有效39件。", "sum"),
        ("安排资金1.35亿元（省级7600万元、市县4900万元）。", "sum"),
        ("受理纠纷281件，调解成功274件，调解成功率98.7%。", "ratio"),
        ("开展检查120次，其中双随机30次，占35%。", "ratio"),
        ("承接工单2155件，办结2098件，正在办理67件。", "balance"),
        ("法律援助案件512件，较上年的430件增长21.4%。", "growth"),
        ("满意率96.4%，较上年的94.9%提高2.5个百分点。", "growth"),
        ("行政诉讼案件由50件减少到65件。", "growth"),
        ("办件材料由15份减少为9份，减少50%。", "growth"),
        ("受理案件312件（含上年结转10件），审结298件，未审结24件。", "balance"),
        ("一审案件24件，二审案件8件，共计42件。", "sum"),
        ("罚没款合计256.8万元，其中罚款213.5万元，没收违法所得25.3万元。", "sum"),
        ("评查案卷320宗，其中优秀64宗、良好152宗、合格98宗、不合格6宗，优良率76.5%。", "ratio"),
        ("参训率达到108.5%。", "range"),
        ("满意率为-98.2%。", "range"),
        ("全镇现有执法人员486名。\n全镇468名执法人员中，专职的占两成。", "contradiction"),
        ("全年举办法治讲座152场。\n全年举办的125场法治讲座反响良好。", "contradiction"),
    ],
)
def test_a_false_relation_is_found(words: str, kind: str) -> None:
    assert (kind, False) in _told(words)


@pytest.mark.parametrize(
    "words",
    [
        "行政处罚370宗，其中警告149宗、罚款288宗、没收29宗。",  # penalties of one case overlap
        "受理纠纷214件，其中邻里97件、婚姻46件。",  # not all the parts
        "受理纠纷214件，其中邻里97件、婚姻46件、土地38件等。",
        "发现隐患7491处，现场整改5803处。",
        "收到行政诉讼案件16宗，已办结13宗，领导出庭应诉7宗，出庭应诉率为70%。",
        "受理复议案件25193件，审结24306件，直接纠错率12.4%。",
        "调解纠纷5736件，成功5659件，成功率98.7%。其中物业纠纷成功率91%。",
        "办理申请426件，办结419件，按时办结率100%。",
        "涉企检查频次下降18.6%。",
        "线上办件量同比增长150%。",
        "任务完成率105%。",
        "每位领导挂点5至6家，共72家企业、14名领导。",
        "上半年查处案件108件，全年查处案件180件。",
        "发放资料约5000份，其中学校2100份、社区2950份。",
        "12345热线、〔2021〕33号、2023年、“1+6+N”、4·15、第2版、12·4。",
        "出动120余人次，其中执法人员84人次、网格员41人次。",
        "受理16宗，涉及人员103人。",
        "立案18宗，破案27宗。",
        # of a reader who had seen neither rules nor code
        "罚没款共计1.2亿元，其中罚款9800万元，没收违法所得2100万元。线上办理量占总量的45%。",
        "处理工单5000件，其中投诉类1500件。环保类占20%。",
        "50岁以上执法人员23名，35岁以下执法人员40名，占比35%。",
        "办理案件120件，公安、人社分别为50件、30件，分别占41.7%、25%。",
        "人民调解员120名，其中党员45名，大专以上学历60名，女性30名。",
        "工单5600件，其中咨询类3000件，投诉类1500件，回访满意5500件。",
        "举办普法86场次，其中进校园20场次，进企业30场次，线上活动40场次。",
        "评查案卷50本，其中优秀20本，合格30本，合格率100%。",
        "一审开庭28件，负责人出庭28件，其中正职出庭9件，副职出庭19件，正职出庭应诉率32.1%。",
        "开庭45件，负责人出庭43件，2件经法院同意由工作人员出庭，负责人出庭应诉率95.6%。",
        "发现问题45个，当场整改40个，限期整改5个，整改率100%。",
        "上年转入15件，受理120件，审结110件，转下年25件，结案率81.5%。",
        "行政复议受理80件，审结75件，经调解和解28件，调解和解率40%。",
        "主动公开信息由45件增至90件，增长一倍。",
        "2021年40件、2022年48件、2023年60件，年均增长22.5%。",
        "满意率由90%提升到95%，较年初提升5个百分点，较去年提升3个百分点。",
        "审批材料由10份减至6份，精简40%，平均办理时限压缩60%。",
        "今年收案60件，比2021年的40件增长50%，比2022年的48件增长25%。",
        "截至11月底，共收到行政复议申请86件。\n全年共收到行政复议申请95件。",
        "收案30件，其中一审收案20件、二审收案10件，结案25件，其中一审结案18件、二审结案7件，未结5件。",
        "公开申请90件，其中自然人80件、法人10件；予以公开60件，不予公开10件，无法提供20件。",
        "受理纠纷近300起，其中邻里120起、婚姻130起、其他51起。",
        "网站点击率超200%。",
        "项目\t数量（件）\n警告\t60\n罚款\t90\n没收\t50\n合计\t150",
        "类别\t件数（件）\t人数（人）\n一、市级\t30\t40\n其中：城区\t10\t20\n小计\t30\t40\n二、县级\t20\t30\n总计\t50\t70",
        "话务量19.3万次，月均1.6万次，比2022年的16.3万次增长18.4%。",
    ],
)
def test_no_alarm_about_what_is_no_error(words: str) -> None:
    assert [kind for kind, holds in _told(words) if not holds] == []


def test_the_message_shows_the_working_and_every_operand() -> None:
    facts = reading.known(f"{HEAD}开庭审理45件，负责人出庭41件，出庭率94.1%。{TAIL}")
    (found,) = facts.relations
    assert "41件/45件 = 91.1%" in found.message
    assert "94.1%" in found.message
    quoted = [facts.report.words(p.start, p.end) for p in found.places]
    assert quoted == ["出庭率94.1%", "负责人出庭41件", "开庭审理45件"]


TABLE = (
    "表1 行政处罚情况（单位：件、万元）\n领域\t立案\t办结\t罚没金额\n市场监管\t286\t271\t214.60\n"
    "交通运输\t517\t509\t388.25\n合计\t{}\t780\t602.85\n"
)


def test_a_table_is_read_by_row_column_and_unit() -> None:
    facts = reading.known(HEAD + TABLE.format(803) + TAIL)
    cells = {(str(f.value.normalize()), f.unit) for f in facts.figures if f.family == "enforcement"}
    assert {("286", "件"), ("2.146E+6", "元")} <= cells
    assert [(r.kind, r.holds) for r in facts.relations] == [("sum", True)] * 3


def test_a_wrong_total_in_a_table_is_found() -> None:
    broken = [r for r in reading.known(HEAD + TABLE.format(813) + TAIL).relations if not r.holds]
    assert [(r.kind, str(r.stated), str(r.expected)) for r in broken] == [("sum", "813", "803")]


def test_a_table_may_have_nothing_over_its_names_or_two_columns() -> None:
    words = "\t立案(件)\t结案(件)\n甲局\t20\t18\n乙局\t30\t30\n合计\t50\t48"
    assert _told(words) == [("sum", True)] * 2
    assert _told("项目\t数量（件）\n受理\t20\n转办\t30\n合计\t51") == [("sum", False)]


def test_a_row_of_a_table_balances() -> None:
    table = "类别\t新收(件)\t上年结转(件)\t审结(件)\t未结(件)\n行政复议\t214\t23\t209\t{}\n再审\t5\t1\t4\t2\n"
    assert ("balance", True) in _told(table.format(28))
    assert ("balance", False) in _told(table.format(38))


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("项目\t2022年\t2023年\t增减\n受理\t371\t436\t{}\n", ("growth", "65", "66")),
        ("项目\t单位\t2023年\t上年\t同比\n行政处罚\t件\t405\t386\t{}%\n", ("growth", "4.9", "-4.9")),
        ("方式\t件数\t占比\n维持\t176\t{}%\n驳回\t245\t58.2%\n合计\t421\t100%\n", ("ratio", "41.8", "48.1")),
        ("类别\t受理数（件）\t办结数（件）\t办结率\n复议\t88\t80\t{}%\n", ("ratio", "90.9", "92.9")),
        ("指标\t数量（件）\n本年新收\t214\n上年结转\t12\n审结\t209\n年末未结\t{}\n", ("balance", "17", "27")),
        ("序号\t镇街\t立案（件）\n1\t甲\t120\n2\t乙\t98\n合计\t\t{}\n", ("sum", "218", "228")),
        ("类别\t件数\n合计\t{}\n复议\t214\n诉讼\t88\n", ("sum", "302", "312")),
    ],
)  # fmt: skip
def test_columns_of_a_table_are_held_against_each_other(
    table: str, kind: tuple[str, str, str]
) -> None:
    name, right, wrong = kind
    assert (name, True) in _told(table.format(right))
    assert all(holds for _, holds in _told(table.format(right)))
    assert (name, False) in _told(table.format(wrong))


def test_prose_is_held_against_a_table() -> None:
    table = "类别\t新收（件）\t审结（件）\n行政复议\t214\t209\n行政诉讼\t88\t80\n"
    assert ("contradiction", False) in _told(f"{table}全年新收行政复议案件224件。")
    assert _told(f"{table}全年新收行政复议案件214件。") == []


def test_a_figure_right_behind_a_bracket_has_a_short_lead() -> None:
    words = "对办理超期(超过20个工作日)的4个乡镇逐一约谈，收到的4个乡镇来文12件。"
    assert _told(words) == []


def test_one_long_list_costs_no_more_an_item_than_a_short_one() -> None:
    def spent(items: int) -> float:
        start = time.perf_counter()
        reading.known(HEAD + "受理案件123件、" * items + TAIL)
        return time.perf_counter() - start

    spent(100)
    assert spent(4000) < min(spent(500), spent(500)) * 8 * 3


def test_cost_grows_with_the_text_not_with_its_square() -> None:
    words = "受理纠纷214件，其中邻里97件、婚姻46件、土地38件、其他33件，成功率97.7%，比上年的201件增长6.5%。\n"

    def spent(times: int) -> float:
        text = HEAD + words * times + TAIL
        start = time.perf_counter()
        reading.known(text)
        return time.perf_counter() - start

    spent(20)
    small, large = min(spent(100), spent(100)), spent(800)
    assert large < small * 8 * 3
