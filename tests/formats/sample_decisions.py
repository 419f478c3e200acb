"""Decisions made by hand, for tests of what is written from a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from exportgate.catalog.text import Text
from exportgate.engine.decision import (
    AgencyRoles,
    Citation,
    Condition,
    Decision,
    DeclaredEntry,
    Finding,
    Horizon,
    LicenceOption,
    LineDecision,
    Match,
    NamedAgency,
    Outcome,
    Paper,
    Question,
    Reason,
    Receipt,
    Requirement,
    TimeLimit,
    Verdict,
)

ON = date(2026, 3, 2)
DUAL_USE = Text("Dual-use items export licence", "两用物项和技术出口许可证")
ANNOUNCEMENT = Citation(
    "cn-mofcom-gac-2025-18",
    Text(
        "Announcement No. 18 of 2025 of the Ministry of Commerce and the General Administration "
        "of Customs",
        "商务部 海关总署公告2025年第18号",
    ),
    Text("IV(1)4", "IV(1)4"),
    "announcement",
    "in_force",
    "https://example.org/announcements/2025/18",
)
REGULATIONS = Citation(
    "cn-dual-use-2024",
    Text(
        "Regulations on the Export Control of Dual-Use Items", "中华人民共和国两用物项出口管制条例"
    ),
    Text("article 16", "article 16"),
    "regulation",
    "in_force",
)
SUSPENDED = Citation(
    "cn-mofcom-2025-61",
    Text("Announcement No. 61 of 2025", "商务部公告2025年第61号"),
    Text("paragraph 1", "paragraph 1"),
    "announcement",
    "suspended",
)
TITLE = Text(
    "NdFeB permanent magnet material containing terbium or dysprosium", "含铽或镝的钕铁硼永磁材料"
)


def reason(index: int, dysprosium: str | None) -> Reason:
    leaves = (
        Reason(
            "fact",
            "true",
            Text("form is magnet", "形态为磁体"),
            f"lines[{index}].form",
            Text("magnet", "磁体"),
        ),
        Reason(
            "fact",
            "unknown" if dysprosium is None else "true",
            Text("mass fraction of Dy is above 0 %", "镝的质量分数高于0 %"),
            f"lines[{index}].composition",
            None if dysprosium is None else Text(dysprosium, dysprosium),
            cites=(SUSPENDED,),
        ),
    )
    truth = leaves[1].truth
    return Reason("all", truth, Text("all of these hold", "以下全部成立"), parts=leaves)


def match(index: int, dysprosium: str | None = "1.8 %") -> Match:
    return Match(
        "cn-1c905-a-4",
        "1C905.a.4",
        TITLE,
        "dual_use_rare_earth",
        "undetermined" if dysprosium is None else "controlled",
        "in_force",
        None,
        None,
        "medium" if dysprosium is None else "high",
        (Text("customs number 8505111000", "商品编号8505111000"),),
        reason(index, dysprosium),
        None,
        Text("whether traces count", "痕量是否计入") if dysprosium is None else None,
        (ANNOUNCEMENT,),
    )


def suspended_match() -> Match:
    return replace(
        match(0),
        entry="cn-0c901",
        control_code=None,
        title=Text("Rare-earth equipment", "稀土设备"),
        result="controlled",
        status="suspended",
        status_by="cn-mofcom-2025-70",
        status_until=date(2026, 11, 10),
        reason=None,
        why_review=None,
        cites=(SUSPENDED,),
    )


def paper(name: str, title_zh: str, *, is_in_hand: bool = False, basis: str = "law") -> Paper:
    return Paper(
        name.replace(" ", "-"),
        Text(name, title_zh),
        basis,
        Text("the exporter", "出口经营者"),
        None,
        (),
        is_in_hand,
        (REGULATIONS,),
    )


CERTIFICATE = Paper(
    "end-use-certificate",
    Text("End-user and end-use certificate", "最终用户和最终用途证明"),
    "law",
    Text("the end user", "最终用户"),
    Text("by the Chinese embassy where the ministry asks for it", "商务部要求时由中国使领馆认证"),
    (Text("the end use", "最终用途"), Text("a promise not to pass it on", "不转让承诺")),
    True,
    (REGULATIONS,),
)


def requirement(index: int) -> Requirement:
    del index
    mofcom = NamedAgency("MOFCOM", Text("Ministry of Commerce", "商务部"))
    return Requirement(
        "dual_use_licence",
        DUAL_USE,
        "certain",
        "high",
        ("1C905.a.4",),
        ("cn-1c905-a-4",),
        None,
        (
            LicenceOption(
                "general",
                Text("General licence", "通用许可"),
                "false",
                Text(
                    "several shipments to one or several end users", "多次向一个或多个最终用户出口"
                ),
                (),
                36,
                (),
                Text("the exporter has no compliance system of its own", "企业未建立内部合规制度"),
                (REGULATIONS,),
            ),
            LicenceOption(
                "single",
                Text("Single licence", "单项许可"),
                "true",
                Text("one export to one end user", "向特定最终用户进行一次特定出口"),
                (Text("a contract", "合同"),),
                12,
                (
                    paper("Application form", "申请表", is_in_hand=True),
                    paper("Test report", "检测报告", basis="practice"),
                ),
                None,
                (REGULATIONS,),
            ),
        ),
        AgencyRoles(
            (NamedAgency("PROVINCE", Text("provincial commerce department", "省级商务主管部门")),),
            (mofcom,),
            (),
            (mofcom,),
            (NamedAgency("STATE-COUNCIL", Text("State Council", "国务院")),),
        ),
        CERTIFICATE,
        (paper("Technical description", "技术说明"),),
        (
            DeclaredEntry(
                "dual-use-remark",
                Text("Remarks", "备注栏"),
                Text("dual-use item 1C905.a.4", "属于两用物项1C905.a.4"),
                (ANNOUNCEMENT,),
            ),
        ),
        TimeLimit(
            45,
            Text("acceptance of the application", "受理申请之日"),
            (Text("time for expert opinion", "专家评审时间"),),
            True,
            date(2026, 5, 8),
            False,
            (REGULATIONS,),
        ),
        (Text("keep the papers for five years", "资料保存5年"),),
        (ANNOUNCEMENT, REGULATIONS),
    )


def question(index: int) -> Question:
    return Question(
        f"lines[{index}].composition",
        "line.composition",
        Text("What is the composition by mass?", "各成分的质量分数是多少？"),
        Text("test report of a laboratory", "检测机构报告"),
        (),
        "%",
        ("Tb", "Dy"),
        ("1C905.a.4",),
        10,
    )


END_USE = Question(
    "end_use",
    "shipment.end_use",
    Text("What is the end use?", "最终用途是什么？"),
    Text("end-use certificate of the end user", "最终用户出具的最终用途证明"),
    tuple((f"use_{i}", Text(f"use number {i}", f"用途{i}")) for i in range(11)),
    "",
    (),
    ("cn-catch-all",),
    5,
)
CATCH_ALL = Condition(
    "cn-catch-all",
    Text(
        "Holds only if you neither know nor have reason to know that the items serve weapons",
        "仅在贵方不知道且不应当知道该物项用于武器时成立",
    ),
    (REGULATIONS,),
)
PRACTICE = Finding(
    "cn-practice-samples",
    Text("Samples are treated like goods", "样品按货物管理"),
    "certain",
    Text("ports ask for the licence for samples too", "口岸对样品同样要求许可证"),
    "in_force",
    "medium",
    True,
    None,
    (replace(REGULATIONS, instrument="cn-practice", kind="practice"),),
)
BAN = Finding(
    "cn-ban-list",
    Text("Export to parties on the control list is forbidden", "禁止向管控名单实体出口"),
    "certain",
    Text("Export to parties on the control list is forbidden", "禁止向管控名单实体出口"),
    "in_force",
    "high",
    False,
    Reason(
        "fact",
        "true",
        Text("list status is control list", "名单状态为管控名单"),
        "consignee.list_status",
        Text("control list", "管控名单"),
    ),
    (REGULATIONS,),
)
TRACE = replace(
    PRACTICE,
    rule="cn-traces",
    title=Text("Traces of terbium", "痕量铽"),
    words=Text("a person has to judge traces", "痕量须人工判断"),
    certainty="possible",
    is_practice=False,
    status="unverified",
    confidence="low",
)


def line(name: str, outcome: Outcome = "not_required", **changes: object) -> LineDecision:
    made = LineDecision(
        line=name,
        description=f"Article {name}",
        outcome=outcome,
        worst=outcome,
        verdicts=(Verdict("dual_use_licence", DUAL_USE, outcome),),
        confidence="high",
        matches=(),
        not_candidate=Text(
            "no number, word or element points to an entry", "没有指向任何条目的线索"
        ),
        requirements=(),
        prohibitions=(),
        reviews=(),
        notes=(),
        red_flags=(),
        conditions=(CATCH_ALL,),
        questions=(),
        horizon=Horizon(None, None),
        errors=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def licensed(index: int, dysprosium: str = "1.8 %") -> LineDecision:
    return line(
        str(index + 1),
        "licence_required",
        description="钕铁硼磁体 NdFeB magnet N42SH, sintered, coated, 40 x 20 x 5 mm",
        matches=(match(index, dysprosium), suspended_match()),
        requirements=(requirement(index),),
        not_candidate=None,
        notes=(PRACTICE,),
    )


def open_line(index: int) -> LineDecision:
    return line(
        str(index + 1),
        "undetermined",
        worst="licence_required",
        matches=(match(index, None),),
        requirements=(replace(requirement(index), certainty="possible", confidence="medium"),),
        not_candidate=None,
        confidence="medium",
        questions=(question(index), END_USE),
        verdicts=(
            Verdict("dual_use_licence", DUAL_USE, "undetermined"),
            Verdict(
                "ordinary_export_licence",
                Text("Ordinary export licence", "出口许可证"),
                "not_required",
            ),
        ),
    )


def decision(*lines: LineDecision, **changes: object) -> Decision:
    order: list[Outcome] = [
        "not_required",
        "review",
        "undetermined",
        "licence_required",
        "prohibited",
    ]
    questions = {q.path: q for each in lines for q in each.questions}
    made = Decision(
        reference="EX-2026-017",
        on=ON,
        outcome=max((each.outcome for each in lines), key=order.index),
        worst=max((each.worst for each in lines), key=order.index),
        confidence="high",
        lines=lines,
        questions=tuple(questions.values()),
        horizon=Horizon(date(2026, 11, 10), "cn-mofcom-2025-70"),
        verified_up_to=date(2026, 10, 9),
        is_after_verification=False,
        scope=(Text("Goods of the rare-earth lists; no technology.", "稀土管制货物，不含技术。"),),
        receipt=Receipt("a" * 64, "b" * 64, "0.1.0", ON),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def clear() -> Decision:
    return decision(line("1"))


def twelve() -> Decision:
    """Seven lines need a licence, two are open, two clear, one is forbidden and one rule failed."""
    lines = [licensed(i) for i in range(6)]
    lines.append(licensed(6, "2.4 %"))
    lines += [open_line(7), open_line(8), line("10"), line("11")]
    lines.append(line("12", "review", reviews=(TRACE,), errors=("rule `cn-x` divided by zero",)))
    return decision(*lines)


def banned() -> Decision:
    return decision(line("1", "prohibited", prohibitions=(BAN,)), reference=None)
