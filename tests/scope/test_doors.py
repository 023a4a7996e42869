"""Every address of the product against every kind of person: who has the page, who is refused, for whom it is not there."""

import os

import pytest
from django.test import Client

from tests.scope.addresses import address, patterns
from tests.small_town import client_of
from tests.two_sides import PERSONAS, TwoSides, two_sides

CRAWL = "GONGHUI_CRAWL" in os.environ
DAILY = ("quanyi", "dong", "granted", "gao", "nobody")
"""Who tries doors in a daily run: those that open or refuse, and a share of the closed ones, so that each is tried by
somebody. `make crawl` sends everybody to all, the town's chair too, whose doors all open (`tests/security` walks through
them daily)."""

SENDERS = ("granted", "dong")
"""Who tries all closed doors by sending: at the other side's records the one who has not asked for the page."""

NOT_OF_A_SIDE = {"privacy-withdraw"}
"""Addresses whose second key nobody has here."""

ANYBODY = {"health", "health-json", "sign-in", "second", "sign-out"}
"""Pages that need no signing in."""

DOOR = {"counter-switch"}
"""What belongs to the door itself: nobody comes back to it."""

TABLE = """
ooo.o.......|.o.
    owes-union employer standing sealuse wagestandard scan bargaining quality-of check plan plan-add
    plan-print plan-word plan-excel task review review-item review-file print-record
oro.o.......|.o.
    scans-attach wagestandard-amend wagestandard-void wagestandard-look bargaining-amend bargaining-step
    bargaining-correct bargaining-back bargaining-clauses bargaining-delegate bargaining-delegate-amend
    bargaining-delegate-leave bargaining-over bargaining-contract-clauses check-new check-rectify
oor.o...r...|.o.
    union-amend union-committee union-seat union-body union-certificate union-count union-look
    member-amend member-transfer member-restate member-leave member-look
oor.r.......|.r.
    employer-duty employer-found-duty employer-union employer-look standing-amend standing-withdraw
    standing-void sealuse-amend sealuse-void
ppp.pp......|pp.
    plan-step plan-roll review-enter review-discard import-columns import-go import-register import-undo
ooo.o...o...|.o.
    contract union member trail privacy-held privacy-consents
oor.o.......|.o.
    employer-amend employer-count employer-place standing-look sealuse-look
ppp......p..|...
    account-reset account-close account-open account-sessions-end
oro.o...r...|.o.
    contract-amend contract-renew contract-end contract-look
oor.r...r...|.r.
    union-employer union-place union-merge privacy-erase
oor......r..|...
    offices-end offices-cover offices-hand-over
rrr.r...r...|.r.
    contract-leave union-body-end union-close
ooo.oo......
    quiz-rounds quiz-rounds-bulk quiz-scores quiz-scores-bulk skills skills-bulk learning-groups
    learning-groups-bulk venues venues-bulk venue-stock venue-stock-bulk loans loans-bulk venue-uses venue-uses-bulk
    courses courses-bulk cadres cadres-bulk
ppp.pp......
    quiz-rounds-views quiz-scores-views skills-views learning-groups-views venues-views venue-stock-views loans-views
    venue-uses-views courses-views cadres-views
ooo.o.......|.o.
    quizround attempt skill learninggroup venue stock loan venueuse course cadre
orr.o.......|.o.
    attempt-amend attempt-void attempt-look quizround-look skill-amend skill-void skill-look skill-recheck skill-end
    learninggroup-amend learninggroup-void learninggroup-look venue-amend venue-void venue-look stock-amend stock-void
    stock-look loan-amend loan-void loan-look loan-back venueuse-amend venueuse-void venueuse-look
orr.oo......
    attempt-new skill-new learninggroup-new venue-new stock-new loan-new venueuse-new
oor.o.......|.o.
    cadre-look course-amend course-look course-void
rrr.r.......|.r.
    learninggroup-end learninggroup-recheck
ooo.........|...
    question questions questions-bulk
orr.........|...
    question-amend question-look question-new question-void
ppp.........|...
    questions-views
orr.r.......|.r.
    quizround-amend quizround-void
orr.rr......
    quizround-new
ooo......o..|...
    offices-one offices-sheet
oo..o.......|.o.
    import-batch import-progress
oor......o..|...
    account
rrr......r..|...
    offices-divide
rrr.r.......|.r.
    bargaining-enter
....o.......|.o.
    notices-follow
............|...
    import-bad-rows
pppppppppppp|ppp
    privacy-withdraw
ooo.oo......
    owes employers employers-bulk standings standings-bulk seal-uses seal-uses-bulk wage-standards
    wage-standards-bulk bargainings expiring quality quality-export plan-now all-plans calendar week
    assigned notices-missing import-list print-form print-template print-original print-sample
    print-records scans-missing
oooooooooooo
    home own-password totp session-left draft-list counter-switch settings search notices law-rules
    law-changes law-review law-holidays law-year law-rule privacy privacy-exports
pppppppppppp
    pin session-stay draft-keep draft-drop counter-start counter-stop notices-read
ooo.oo..o...
    contracts contracts-bulk unions unions-bulk members members-bulk
............
    signature signature-scan print-earlier law-year-retire law-own-retire my-suggestion
    my-opinion my-quiz-question my-quiz-finish
ppp.pp......
    employers-views standings-views seal-uses-views wage-standards-views review-take
ooo......o..
    accounts accounts-new offices offices-rights
oor.oo...r..
    accounts-members
oooo........
    report-half-year report-word report-figure report-passage
o........o..
    running backups backups-progress phones
pppp...pp...
    signature-give signature-refuse signature-withdraw
oooooo.oo...
    figures figure figure-export
ppp.pp..p...
    contracts-views unions-views members-views
oor.rr......
    employer-new standing-new sealuse-new
ppp......p..
    accounts-slips accounts-chairs
o...........
    grants-new grants-end
pppppp.pp...
    figures-close figures-reopen
oor.rr..r...
    union-new privacy-take-out
oro.oo......
    wagestandard-new bargaining-new
pppp........
    report-value report-take
orrrrrrrrorr
    law-year-enter law-own
p........p..
    backups-now backups-folder
orr......o..
    accounts-rules
oor......o..
    offices-new
orr......r..
    offices-cover-end
oooo...oo...
    signatures
oro.oo..r...
    contract-new
oor.oo..r...
    member-new
oro.rr......
    quality-weights
ooo.........
    notices-channels
ppp.........
    notices-channel-end
oooooo..o...
    prints
pppppp..p...
    print-retire
oorrrrrrrrrr
    privacy-due
..........o.
    own-record mine my-home my-self my-record my-account my-activities my-activity my-benefits my-check-in-code my-suggestions
    my-suggestion-new my-honours my-quizzes my-quiz
..........p.
    my-check-in
ooo.oo......
    activities activities-bulk activities-year attendances attendances-bulk invitations invitations-bulk sign-ups
    sign-ups-bulk turnouts turnouts-bulk
    benefits benefits-bulk suggestions suggestions-bulk mentorings mentorings-bulk mentoring-checks
    mentoring-checks-bulk competitions competitions-bulk match-scores match-scores-bulk entrants entrants-bulk
    competition-months competition-months-bulk showcases showcases-bulk showcase-years showcase-years-bulk calls calls-bulk call-entries
    call-entries-bulk
ppp.pp......
    activities-views attendances-views invitations-views sign-ups-views turnouts-views benefits-views
    match-scores-views competitions-views entrants-views competition-months-views
    suggestions-views mentorings-views mentoring-checks-views showcases-views showcase-years-views calls-views
    call-entries-views
ooo.o.......|.o.
    activity activity-archive attendance invitation signup turnout benefit suggestion mentoring
    matchscore competition entrant monthresult mentoringcheck showcase showcaseyear call callentry
orr.o.......|.o.
    activity-amend activity-came activity-declare activity-file activity-invite activity-look activity-quota
    activity-gifts activity-opinions activity-sign-up activity-void attendance-look attendance-strike invitation-look
    signup-look signup-withdraw turnout-amend turnout-drop turnout-look benefit-amend benefit-void benefit-sign benefit-unsign benefit-look
    suggestion-amend suggestion-void suggestion-look suggestion-step suggestion-correct suggestion-back
    matchscore-amend matchscore-void matchscore-look matchscore-place attendance-result
    competition-amend competition-void competition-look competition-rank entrant-amend entrant-void entrant-look
    monthresult-amend monthresult-void monthresult-look
    mentoring-amend mentoring-void mentoring-look mentoring-end mentoring-extend mentoringcheck-amend mentoringcheck-void
    mentoringcheck-look showcase-amend showcase-void showcase-look showcaseyear-amend showcaseyear-void showcaseyear-look
    call-amend call-void call-look call-tell callentry-amend callentry-void callentry-look callentry-choose
orr.oo......
    activity-new benefit-new suggestion-new matchscore-new competition-new entrant-new monthresult-new
    mentoring-new mentoringcheck-new showcase-new showcaseyear-new
    call-new callentry-new
rrr.r.......|.r.
    activity-reopen invitation-decline
orr.r.......|.r.
    activity-findings
o...o.......|.o.
    activity-wall
ooo.o.......|.o.
    honour modelcare modelworker nomination objection
orr.r.......|.r.
    honour-amend honour-publicise honour-revoke honour-void modelcare-amend modelcare-void modelworker-amend
    modelworker-care modelworker-died modelworker-restore modelworker-revoke modelworker-void objection-amend
    objection-handle objection-void
orr.o.......|.o.
    honour-look modelcare-look modelworker-look nomination-amend nomination-back nomination-correct nomination-look
    nomination-step objection-look
orr.rr......
    honour-new modelcare-new modelworker-new objection-new
ooo.........
    honour-programmes honour-programmes-bulk honour-rounds honour-rounds-bulk programme round
    scoring-tables scoring-tables-bulk scoringtable
ppp.........
    honour-programmes-views honour-rounds-views scoring-tables-views
rrr.r.......|.r.
    honour-recheck nomination-void
ooo.oo......
    honours honours-bulk model-cares model-cares-bulk model-workers model-workers-bulk nominations nominations-bulk
    objections objections-bulk
ppp.pp......
    honours-views model-cares-views model-workers-views nominations-views objections-views
orr.oo......
    nomination-new
orr.........
    scoringtable-amend scoringtable-look scoringtable-new scoringtable-void
    programme-amend programme-look programme-new programme-void round-allot round-amend round-award round-look
    round-new round-recommend round-void
rrr.........
    round-publicise
r...........
    awarding-review
rrr.r.......|.r.
    mentoring-reopen competition-unrank call-untell callentry-unchoose entrant-gifts callentry-gifts
ooo.oo......
    awarding-visits appraisals appraisals-bulk contact-points contact-points-bulk contact-visits contact-visits-bulk
    deeds deeds-bulk
ppp.pp......
    appraisals-views contact-points-views contact-visits-views deeds-views
ooo.........
    appointment appointments appointments-bulk
ppp.........
    appointments-views
orr.........
    appointment-amend appointment-kept appointment-look appointment-new appointment-void
ooo.o.......|.o.
    appraisal contactpoint contactvisit deed
orr.o.......|.o.
    appraisal-amend appraisal-look appraisal-mended appraisal-void
orr.oo......
    appraisal-new
oor.r.......|.r.
    contactpoint-amend contactpoint-void contactpoint-end contactvisit-amend contactvisit-void
oor.o.......|.o.
    contactpoint-look contactvisit-look deed-amend deed-done deed-drop deed-look deed-void
oor.rr......
    contactpoint-new contactvisit-new
oor.oo......
    deed-new course-new
rrr.r.......|.r.
    deed-reopen
"""
"""A row of marks, then the address names that have it. A mark for each of `PERSONAS` (chair, officers of 组织 and of 权益,
auditor, chairs of east and west, paired cadre, county, county with a grant for the east, administrator, member, nobody)
at the records of the east: o has the page, p has it for sending only, r is refused with the reason, . it is not there.
After the bar the same at the records of the west: the chair of the east, the chair of the west, the county's grant."""

KINDS = {200: "o", 302: "o", 404: ".", 403: "r", 422: "r", 405: "p"}
IN_THE_WEST = ("dong", "xi", "granted")


def expected() -> dict[str, tuple[str, str]]:
    """{address name: (marks in the east, marks in the west)}."""
    found: dict[str, tuple[str, str]] = {}
    marks = ("", "")
    for line in TABLE.strip().splitlines():
        if line.startswith(" "):
            found |= dict.fromkeys(line.split(), marks)
        else:
            east, _, west = line.partition("|")
            marks = (east, west)
    return found


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch) -> TwoSides:
    monkeypatch.setenv("GONGHUI_TODAY", "2026-07-02")
    return two_sides()


def test_every_address_has_its_row():
    """A new page: say in TABLE who has it, and in `console.gates` what it takes."""
    assert patterns().keys() - ANYBODY == expected().keys()


def test_who_has_not_signed_in_is_sent_to_the_door_by_every_address(town: TwoSides):
    client = Client()
    for name in expected():
        there = address(name, town.east, town)
        for answer in (client.get(there), client.post(there)):
            to = "/sign-in" if name in DOOR else "/sign-in?next="
            assert (answer.status_code, answer.headers.get("Location", "")[: len(to)]) == (302, to), name


@pytest.mark.parametrize("person", PERSONAS if CRAWL else DAILY)
def test_each_person_has_the_pages_of_the_offices_held_and_no_other(
    town: TwoSides, person: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("django.shortcuts.loader.render_to_string", lambda *_, **__: "")  # who, not what
    client, at = client_of(person), PERSONAS.index(person)
    wrong = {}
    for name, (east, west) in expected().items():
        asked = [(town.east, east[at])]
        if west and person in IN_THE_WEST:
            asked.append((town.west, west[IN_THE_WEST.index(person)]))
        for side, mark in asked:
            if mark == "." and not CRAWL and person != of_the_day(name, side is town.west, DAILY):
                continue
            status = client.get(address(name, side, town)).status_code
            if KINDS.get(status) != mark:
                wrong[f"{name} of {side.union.name}"] = f"{status}, not {mark}"
    assert not wrong


def of_the_day(name: str, west: bool, persons: tuple[str, ...]) -> str:
    """Who of these tries the closed door of this address in a daily run: one of those for whom it is closed."""
    east_marks, west_marks = expected()[name]
    marks = dict(zip(IN_THE_WEST, west_marks, strict=True)) if west else dict(zip(PERSONAS, east_marks, strict=False))
    closed = [person for person in persons if marks.get(person) == "."]
    return closed[len(name) % len(closed)]


@pytest.mark.parametrize("person", ["gao", "ma", *SENDERS] if CRAWL else SENDERS)
def test_what_is_sent_to_a_closed_page_is_not_there_either(town: TwoSides, person: str):
    """Nothing can be sent where nothing can be opened, and no chair sends anything to the other side."""
    client, at = client_of(person), PERSONAS.index(person)
    for name, (east, west) in expected().items():
        closed = [town.east] if east[at] == "." else []
        if west and (person in IN_THE_WEST or east[at] == ".") and name not in NOT_OF_A_SIDE:
            closed.append(town.west)
        for side in closed:
            if not CRAWL and person != of_the_day(name, side is town.west, SENDERS):
                continue
            answer = client.post(address(name, side, town), {"act": "report", "token": "t"})
            assert answer.status_code in (404, 405), (name, side.union.name, answer.status_code)
