"""A decision as a report: the answer first, nothing twice, both languages, any terminal."""

import io
import re
import string
from dataclasses import replace
from datetime import date

import pytest
from rich.cells import cell_len
from rich.console import Console

from exportgate import check, load_law
from exportgate.catalog.text import LANGUAGES, Language, Text
from exportgate.engine.decision import Decision, Gate, Horizon, Question, Screening
from exportgate.formats.messages import all_messages, phrasebook
from exportgate.formats.report import print_report, report, summary_table
from exportgate.rules.model_parts import Confidence
from exportgate.tests.formats import sample_decisions as samples

DECISIONS = {"clear": samples.clear, "twelve": samples.twelve, "banned": samples.banned}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def section(text: str, heading: str) -> str:
    """What stands under a heading."""
    lines = text.splitlines()
    start = lines.index(heading) + 2
    ends = [i for i in range(start + 1, len(lines)) if set(lines[i]) == {"-"}]
    return "\n".join(lines[start : ends[0] - 1 if ends else len(lines)])


@pytest.mark.parametrize("key", all_messages())
def test_a_message_has_both_languages_and_the_same_placeholders(key: str) -> None:
    message = all_messages()[key]
    assert message.en
    assert message.zh
    assert placeholders(message.en) == placeholders(message.zh)


@pytest.mark.parametrize("is_verbose", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DECISIONS)
def test_no_line_is_wider_than_the_terminal(
    name: str, language: Language, is_verbose: bool
) -> None:
    for width in (40, 80, 120):
        text = report(DECISIONS[name](), language=language, is_verbose=is_verbose, width=width)
        for line in text.splitlines():
            assert cell_len(line) <= width or "://" in line
            assert line == line.rstrip()


def test_the_answer_comes_first_and_fits_one_screen() -> None:
    lines = report(samples.twelve()).splitlines()
    assert lines[0] == "LICENCE REQUIRED - 7 of 12 lines"
    assert "Holds up to and including 2026-11-09; it may change on 2026-11-10" in lines[2]
    table = next(i for i, line in enumerate(lines) if line.startswith(" No."))
    assert table + 12 < 24
    row = lines[table + 8].split("  ")
    assert [cell.strip() for cell in row if cell.strip()] == [
        "8",
        "Article 8",
        "1C905.a.4?",
        "undetermined",
        "licence required",
    ]


def test_equal_lines_are_told_once() -> None:
    text = report(samples.twelve())
    why = section(text, "WHY")
    assert "Lines 1-7: licence required" in why
    assert why.count("form is magnet") == 2
    assert "[stated: 1.8 % (lines 1-6); 2.4 %" in " ".join(why.split())
    assert "Lines 10, 11: not required." in why
    needs = section(text, "WHAT IS NEEDED")
    assert needs.count("Single licence: available") == 1
    assert "Dual-use items export licence: lines 1-9" in needs
    assert "Rests on 1C905.a.4: lines 1-7" in needs
    assert "May be needed, on 1C905.a.4: lines 8, 9 (confidence: medium)" in needs


def test_what_is_needed_is_complete() -> None:
    needs = " ".join(section(report(samples.twelve()), "WHAT IS NEEDED").split())
    for words in (
        "1. General licence: not available",
        "Why: the exporter has no compliance system of its own",
        "Valid for at most 12 months.",
        "[x] Application form (law)",
        "[ ] Test report (practice, not law)",
        "File with: provincial commerce department",
        "Decides in great cases: State Council",
        "[x] End-user and end-use certificate (law)",
        "Issued by: the end user",
        "Authentication: by the Chinese embassy",
        "a promise not to pass it on",
        "Remarks: dual-use item 1C905.a.4",
        "45 working days, counted from: acceptance of the application",
        "Last day: 2026-05-08.",
        "time for expert opinion",
        "keep the papers for five years",
    ):
        assert words in needs


def test_a_licence_kind_of_two_requirements_is_told_once() -> None:
    decision = samples.twelve()
    line = next(line for line in decision.lines if line.requirements)
    first = line.requirements[0]
    second = replace(first, title=Text("A second licence", "第二许可"))
    two = replace(decision, lines=(replace(line, requirements=(first, second)),))
    needs = section(report(two, width=200), "WHAT IS NEEDED")
    once, again = needs.split("A second licence")
    kinds = [kind for kind in first.licence_kinds if kind.availability != "false"]
    assert kinds
    for kind in kinds:
        assert once.count(kind.covers.en) == 1
        assert kind.covers.en not in again
        assert kind.title.en in again
    assert again.count("(as told above)") == len(kinds)
    certificate = first.end_use_certificate
    assert certificate is not None
    assert again.count(certificate.title.en) == 1
    assert certificate.issued_by.en in once


def test_what_differs_from_line_to_line_stands_with_its_lines() -> None:
    first, second = samples.licensed(0), samples.licensed(1)
    needed = second.requirements[0]
    assert needed.time_limit is not None
    limit = replace(needed.time_limit, binds=False, is_provisional=True, ends_on=date(2027, 1, 5))
    changed = replace(
        needed,
        presumption="denial",
        time_limit=limit,
        control_codes=(),
        licence_kinds=(
            *needed.licence_kinds,
            replace(needed.licence_kinds[1], id="other", title=Text("Voucher", "凭证")),
        ),
        end_use_certificate=None,
    )
    second = replace(second, requirements=(changed,))
    needs = section(report(samples.decision(first, second)), "WHAT IS NEEDED")
    words = " ".join(needs.split())
    assert "The authority will presume denial. (line 2)" in words
    assert "Rests on no control code: line 2" in words
    assert "3. Voucher: available (line 2)" in words
    assert "Papers of the application: 2 of those above." in words
    assert "[x] End-user and end-use certificate (law) (line 1)" in words
    assert "The limit does not bind in this case." in words
    assert "Last day: 2027-01-05, provisional" in words


def test_statuses_and_doubts_are_told() -> None:
    text = " ".join(report(samples.twelve()).split())
    assert "suspended (cn-mofcom-2025-70), next change 2026-11-10. It has no effect" in text
    assert "To be checked: whether traces count" in text
    assert "A rule failed: rule `cn-x` divided by zero" in text
    assert "WARNING: rules failed (line 12)" in text
    assert "This is practice or guidance, not law." in text
    assert "Status on this day: unverified. Confidence: low." in text
    assert "[1] paragraph 1 (suspended)" in text


def test_a_prohibition_stands_before_the_reasons() -> None:
    text = report(samples.banned())
    assert text.startswith("EXPORT PROHIBITED\nShipment (no reference), on 2026-03-02.")
    told = section(text, "PROHIBITIONS")
    assert "- Prohibited: Export to parties on the control list is forbidden" in told
    assert "[yes] list status is control list [stated: control list]" in told
    assert text.index("PROHIBITIONS") < text.index("WHY")


def test_a_possible_prohibition_says_on_what_it_hangs() -> None:
    assert samples.BAN.reason is not None
    unknown = replace(samples.BAN.reason, truth="unknown", seen=None)
    known = replace(unknown, truth="true", words=Text("known", "已知"))
    tree = replace(unknown, kind="all", fact=None, parts=(known, unknown))
    possible = replace(samples.BAN, certainty="possible", reason=tree)
    line = samples.line("1", worst="prohibited", prohibitions=(possible,))
    decision = samples.decision(line, replace(line, line="2"))
    told = section(report(decision), "STILL OPEN OR FOR A PERSON TO JUDGE")
    assert told.count("May be prohibited") == 1
    assert "(all lines (1, 2))" in " ".join(told.split())
    assert "Hangs on: list status is control list [1] article 16" in told
    assert "[yes] known" in report(decision, is_verbose=True)


def test_findings_that_differ_in_the_entry_alone_are_told_once() -> None:
    leaf = samples.reason(0, None).parts[1]
    open_leaf = replace(leaf, fact="line.composition")
    confidences: tuple[Confidence, ...] = ("high", "low", "medium")
    codes = {"sm-a": "9X1.a", "sm-b": "9X1.b", "sm-c": None}
    matches = tuple(
        replace(samples.match(0), entry=entry, control_code=code) for entry, code in codes.items()
    )
    found = [
        replace(
            samples.TRACE,
            rule=entry,
            title=Text(f"Good {entry}", f"货物{entry}"),
            words=Text(f"entry {code or entry}: not verified", f"条目{code or entry}：未经核实"),
            confidence=confidence,
            reason=replace(open_leaf, kind="all", fact=None, parts=(open_leaf,)),
        )
        for (entry, code), confidence in zip(codes.items(), confidences, strict=True)
    ]
    other = replace(found[0], rule="sm-d", words=Text("another matter", "其他事项"), cites=())
    line = samples.line("1", "review", matches=matches, reviews=(*found, other))
    decision = samples.decision(line)
    told = section(report(decision), "STILL OPEN OR FOR A PERSON TO JUDGE")
    assert told.count("May have to be judged by a person") == 2
    assert "by a person: 3 alike: 9X1.a, 9X1.b, sm-c" in told
    assert "\n  not verified\n" in told
    assert "Confidence: low." in told
    assert "Hangs on: composition [" in told
    assert "another matter" in told
    chinese = section(report(decision, language="zh"), "尚待查明或需人工判断")
    assert "可能需人工判断：3项情形相同：9X1.a、9X1.b、sm-c" in chinese
    assert "\n  未经核实\n" in chinese
    assert "alike" not in report(decision, is_verbose=True)
    bare = [replace(each, reason=None) for each in found]
    assert "Hangs on" not in report(samples.decision(replace(line, reviews=tuple(bare))))


def test_what_several_entries_share_is_told_in_full_once() -> None:
    first = replace(
        samples.suspended_match(),
        result="review",
        why_review=Text("a trace", "痕量"),
        control_code="9X1.a",
        cites=(samples.SUSPENDED,),
    )
    second = replace(first, entry="cn-other", control_code="9X1.b")
    line = samples.line("1", "review", matches=(first, second))
    text = section(report(samples.decision(line)), "WHY")
    words = " ".join(text.split())
    assert words.count("It has no effect on this day.") == 1
    assert words.count("suspended (cn-mofcom-2025-70), next change 2026-11-10.") == 2
    assert words.count("A person has to judge: a trace") == 1
    assert "A person has to judge: as for 9X1.a" in words
    assert words.count("Law: Announcement No. 61 of 2025, paragraph 1, suspended [1]") == 1
    assert "Law: [1] paragraph 1 (suspended)" in words
    full = " ".join(report(samples.decision(line), is_verbose=True).split())
    assert full.count("A person has to judge: a trace") == 2
    assert full.count("It has no effect on this day.") == 2


def test_each_question_is_asked_once() -> None:
    text = section(report(samples.twelve()), "WHAT TO FETCH")
    assert text.count("What is the composition by mass?") == 1
    assert "1. What is the composition by mass? (unit: %)\n   Concerns lines 8, 9." in text
    assert "Elements: Dy, Tb" in text
    assert "Where to find it: test report of a laboratory; decides: 1C905.a.4" in text
    assert "Write it to each line: composition" in text
    assert "use_6 = use number 6; use_10 = use number 10; and 3 more" in " ".join(text.split())
    assert "Write it to: end_use" in text


def test_the_choices_that_entries_ask_for_and_the_last_are_shown() -> None:
    line = {"line": "1", "description": "copper vapour laser", "customs_number": "9013200093"}
    decision = check({"lines": [line]}, on=date(2026, 3, 2), law=load_law())
    text = " ".join(section(report(decision), "WHAT TO FETCH").split())
    for choice in ("counter_drone_laser", "target_laser", "copper_vapour_laser"):
        assert f"{choice} = " in text
    assert text.count("none = none of these") == 2


def test_conditions_and_law_are_told_once() -> None:
    text = report(samples.twelve())
    conditions = section(text, "THE ANSWER STANDS ON THESE CONDITIONS")
    assert conditions.count("Holds only if") == 1
    assert "(all lines (1-12))" in conditions
    law = section(text, "LAW CITED, WITH ITS STATUS ON 2026-03-02")
    assert law.count("Announcement No. 18") == 1
    assert "(announcement; suspended)" in law
    assert "https://example.org/announcements/2025/18" in law


def test_the_end_says_who_decides() -> None:
    for decision in (samples.clear(), samples.twelve()):
        text = report(decision)
        assert "This tool advises; the licensing authority decides." in text
        assert "Goods of the rare-earth lists; no technology." in text
        assert "Receipt: input aaaaaaaaaaaa, law bbbbbbbbbbbb, engine 0.1.0" in text


def test_the_notices_that_list_parties_have_a_day_of_their_own() -> None:
    listed = date(2026, 7, 24)
    decision = samples.decision(
        samples.line("1"),
        verified_up_to=listed,
        screening=Screening(3, 2, listed, ()),
        rules_verified_up_to=date(2026, 10, 9),
    )
    words = "The law was verified up to 2026-10-09, the notices that list parties up to 2026-07-24."
    assert words in " ".join(report(decision).split())
    assert "WARNING" not in report(replace(decision, on=listed))
    late = " ".join(report(replace(decision, on=date(2026, 8, 3))).split())
    assert "WARNING: the day asked about lies 10 days after the notices that list parties" in late
    assert "after the law was last verified" not in late
    nobody = report(replace(decision, on=date(2026, 8, 3), screening=None))
    assert "The law was verified up to 2026-10-09." in nobody
    assert "WARNING" not in nobody


def test_what_the_factory_knows_is_not_crowded_out_by_the_order() -> None:
    order = [
        replace(samples.END_USE, path=f"{party}.{field}", fact=f"party.{field}")
        for party in ("consignee", "end_users[0]")
        for field in ("country", "is_military", "list_status", "listed_as")
    ]
    goods = samples.open_line(0).questions
    decision = replace(samples.decision(samples.open_line(0)), questions=(*order, *goods))
    text = " ".join(report(decision).split())
    first = text[text.index("First to fetch:") : text.index("See WHAT TO FETCH")]
    assert "composition" in first
    assert "Of the order: country of the party" in first
    assert "(lines 8, 9)" not in first
    assert "list status" not in first
    alone = " ".join(report(replace(decision, questions=tuple(order))).split())
    assert "First to fetch, of the order: country of the party; " in alone


def waiting(path: str, fact: str, *gates: tuple[str, str]) -> Question:
    """A question that matters only for some answers to others."""
    only_if = tuple(Gate(gate, Text(words, "前提"), ()) for gate, words in gates)
    return replace(samples.END_USE, path=path, fact=fact, choices=(), only_if=only_if)


def test_what_hangs_on_another_answer_stands_within_that_question() -> None:
    form, size = "lines[{}].form", "lines[{}].properties.kiln_diameter"
    heat = "lines[{}].properties.reaction_temperature"
    use = replace(samples.END_USE, choices=())
    lines = [samples.open_line(0), samples.open_line(1)]
    questions = [
        question
        for place in (0, 1)
        for question in (
            waiting(form.format(place), "line.form", ("end_use", "end use is civil use")),
            waiting(size.format(place), "line.kiln_diameter", (form.format(place), "form is it")),
            waiting(heat.format(place), "line.reaction_temperature",
                    (size.format(place), "kiln diameter is above 1 m")),
        )
    ]  # fmt: skip
    decision = replace(samples.decision(*lines), questions=(use, *questions))
    text = report(decision)
    first = " ".join(text[text.index("First to fetch:") : text.index("See WHAT TO FETCH")].split())
    assert first == (
        "First to fetch: - form (all lines (1, 2)); then perhaps: kiln diameter; reaction "
        "temperature Of the order: end use (all lines (1, 2))."
    )
    told = section(text, "WHAT TO FETCH")
    numbers = [line.split()[0] for line in told.splitlines() if re.match(r" *\d+\.", line)]
    assert numbers == ["1.", "2.", "2.1.", "2.2."]
    assert told.count("Only if: form is it\n") == 1
    assert "Only if: end use is civil use" in told
    assert "Only if: kiln diameter is above 1 m" in told
    assert "仅在以下情形需要：前提" in report(decision, language="zh")


def test_no_more_than_three_facts_are_first() -> None:
    facts = ["form", "cas", "origin", "control_code", "customs_number"]
    questions = [waiting(f"lines[0].{fact}", f"line.{fact}") for fact in facts]
    inner = [
        waiting(f"lines[0].properties.{fact}", f"line.{fact}", ("lines[0].form", "form is it"))
        for fact in ("density", "kiln_diameter", "reaction_temperature", "flexural_strength")
    ]
    decision = replace(samples.decision(samples.open_line(0)), questions=(*questions, *inner))
    text = report(decision)
    first = " ".join(text[text.index("First to fetch:") : text.index("See WHAT TO FETCH")].split())
    assert "form; then perhaps: density; kiln diameter; reaction temperature; and 1 more" in first
    assert first.endswith(" and 2 more")
    assert "line 1" not in first
    assert "Concerns" not in section(text, "WHAT TO FETCH")


def test_a_day_after_verification_is_a_warning() -> None:
    late = samples.decision(samples.line("1"), on=date(2026, 10, 19), is_after_verification=True)
    text = " ".join(report(late).split())
    assert "WARNING: the day asked about lies 10 days after the law was last verified." in text
    assert "WARNING" not in report(samples.clear())


@pytest.mark.parametrize(
    ("horizon", "words"),
    [
        (Horizon(None, None), "No change is scheduled in the law as it was verified."),
        (
            Horizon(date(2026, 5, 1), None),
            "Holds up to and including 2026-04-30; it may change on 2026-05-01.",
        ),
    ],
)
def test_the_horizon_is_told(horizon: Horizon, words: str) -> None:
    assert words in report(samples.decision(samples.line("1"), horizon=horizon))


def test_a_verbose_report_tells_why_nothing_was_asked() -> None:
    words = "no number, word or element points to an entry"
    assert words not in report(samples.clear())
    assert words in report(samples.clear(), is_verbose=True)
    assert "a" * 64 in report(samples.clear(), is_verbose=True)


def test_a_verbose_report_tells_what_does_not_cover_a_line() -> None:
    other = replace(
        samples.match(0), result="not_controlled", confidence="low", verify=None, evidence=()
    )
    review = replace(
        samples.match(0), result="review", reason=None, why_review=Text("traces", "痕量")
    )
    line = samples.line("1", "review", matches=(other, review), description=None)
    decision = samples.decision(line)
    assert "does not cover the line" not in report(decision)
    assert "does not cover the line" in report(decision, is_verbose=True)
    assert "A person has to judge: traces" in report(decision)
    assert "(no description)" in report(decision)


@pytest.mark.parametrize("name", DECISIONS)
def test_the_chinese_report_is_chinese(name: str) -> None:
    text = report(DECISIONS[name](), language="zh")
    for line in text.splitlines():
        words = re.sub(r"\[\d+\]|https?://\S+|[a-z-]*\d[\w.-]*", "", line)
        if re.search(r"[A-Za-z]{4,}", words):
            assert CHINESE.search(line) or "Article" in line or "paragraph" in line, line


def test_untranslated_words_stay_readable() -> None:
    line = samples.line("1", not_candidate=Text("only English"))
    assert "only English" in report(samples.decision(line), language="zh", is_verbose=True)


def test_what_the_exporter_wrote_cannot_steer_the_terminal() -> None:
    line = samples.line("1", description="\x1b[2J\u202eevil\nmagnet")
    text = report(samples.decision(line, reference="\x1b]0;x\x07"))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\x07" not in text


def printed(decision: Decision, *, is_terminal: bool) -> str:
    out = io.StringIO()
    console = Console(file=out, force_terminal=is_terminal, width=80, no_color=False)
    print_report(decision, console)
    return out.getvalue()


def test_colours_only_where_the_console_has_them() -> None:
    assert "\x1b[" in printed(samples.twelve(), is_terminal=True)
    assert printed(samples.twelve(), is_terminal=False) == report(samples.twelve())
    coloured = printed(samples.twelve(), is_terminal=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == report(samples.twelve())


def test_several_decisions_make_a_table() -> None:
    text = summary_table([samples.clear(), samples.twelve(), samples.banned()])
    lines = text.splitlines()
    assert len(lines) == 4
    assert lines[0].split()[:4] == ["Shipment", "Day", "Lines", "Answer"]
    assert "EX-2026-017     2026-03-02  12     licence required" in lines[2]
    assert "(no reference)" in lines[3]
    assert "需要许可" in summary_table([samples.twelve()], language="zh")


def test_the_phrasebook_speaks_its_language() -> None:
    assert phrasebook("zh")("lines.one", lines="3") == "第3行"


def test_parties_are_named_by_their_role() -> None:
    named = {"name": "Muster Handel GmbH", "country": "DE"}
    order = {
        "consignee": named,
        "intermediaries": [{"country": "DE"}],
        "end_users": [named, {"name": "Raytheon Missile Systems", "country": "US"}],
        "lines": [{"line": "1", "description": "cotton T-shirts"}],
    }
    decision = check(order, on=date(2026, 3, 2), law=load_law())
    told = section(report(decision), "PARTIES AND LISTS")
    assert "- Consignee, end user 1 `Muster Handel GmbH`: resembles no listed party" in told
    assert "- Intermediary 1: no name, nothing was compared" in told
    assert "- End user 2 `Raytheon Missile Systems`: resembles" in told
    chinese = section(report(decision, language="zh"), "当事方与名单")
    assert "- 收货人、最终用户1“Muster Handel GmbH”" in chinese
    assert "- 中间商1：无名称" in chinese
    assert "- 最终用户2“Raytheon Missile Systems”" in chinese
    assert "end_users" not in told + chinese
