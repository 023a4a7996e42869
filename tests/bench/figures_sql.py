"""The same measures as the registry's, written by hand: one GROUP BY per part, keyed by code and side."""

ON = "{0}.start_on <= :end AND ({0}.end_on IS NULL OR {0}.end_on > :end)"
BEFORE = "{0}.start_on <= :before AND ({0}.end_on IS NULL OR {0}.end_on > :before)"
EXISTS = "(u.approved_on IS NULL OR u.approved_on <= :end) AND (u.closed_on IS NULL OR u.closed_on > :end)"
IN_FORCE = "{0}.effective_on <= :end AND {0}.expires_on >= :end AND ({0}.ended_on IS NULL OR {0}.ended_on > :end)"
GRASSROOTS = "p.kind IN ('enterprise', 'institution', 'agency', 'joint', 'village_joint')"
UNIONS = f"FROM orgs_unionplacement p JOIN orgs_union u ON u.id = p.union_id WHERE {ON.format('p')} AND {EXISTS}"
FULL = "m.state = 'full'"
STANDING = f"FROM people_membership m WHERE {FULL} AND {ON.format('m')}"


def per_union(source: str, key: str = "union_id") -> str:
    return f"SELECT {key}, count(*) {source} GROUP BY {key}"


def members(more: str) -> str:
    return (f"SELECT m.union_id, count(*) FROM people_membership m JOIN people_worker w ON w.id = m.worker_id "
            f"WHERE {FULL} AND {ON.format('m')} AND {more} GROUP BY m.union_id")  # fmt: skip


def bodies(kind: str) -> str:
    return (f"SELECT b.union_id, count(*) FROM orgs_sisterbody b JOIN orgs_union u ON u.id = b.union_id "
            f"JOIN orgs_unionplacement p ON p.union_id = u.id "
            f"WHERE b.kind = '{kind}' AND {ON.format('b')} AND {ON.format('p')} AND {GRASSROOTS} AND {EXISTS} "
            f"GROUP BY b.union_id")  # fmt: skip


def should_form(join: str) -> str:
    """Employers that should have a union, by their union, or by their area when they have none."""
    return (f"SELECT l.union_id, CASE WHEN l.union_id IS NULL THEN e.area_id END AS area, count(*) FROM orgs_duty d "
            f"JOIN orgs_employer o ON o.id = d.employer_id "
            f"LEFT JOIN orgs_employerplacement e ON e.employer_id = d.employer_id AND {ON.format('e')} "
            f"{join} JOIN (SELECT l.employer_id, l.union_id FROM orgs_unionemployer l "
            f"JOIN orgs_union u ON u.id = l.union_id WHERE {ON.format('l')} AND {EXISTS}) l "
            f"ON l.employer_id = d.employer_id "
            f"WHERE d.duty = 'union' AND d.required AND {ON.format('d')} "
            f"AND (o.closed_on IS NULL OR o.closed_on > :end) GROUP BY l.union_id, area")  # fmt: skip


def employers(duty: bool = False, contract: str = "", staff: bool = False) -> str:
    """Unionised employers: those that should sign, those that a contract of a kind covers, or their workers."""
    joins, where = ["JOIN orgs_union u ON u.id = l.union_id", "JOIN orgs_employer o ON o.id = l.employer_id"], []
    if duty:
        joins.append("JOIN orgs_duty d ON d.employer_id = l.employer_id")
        where.append(f"d.duty = 'contract' AND d.required AND {ON.format('d')}")
    if staff:
        joins.append("JOIN orgs_headcount h ON h.employer_id = l.employer_id")
        where.append(f"h.staff IS NOT NULL AND {ON.format('h')}")
    if contract:
        where.append(f"l.employer_id IN (SELECT v.employer_id FROM bargaining_contractcover v "
                     f"JOIN bargaining_contract c ON c.id = v.contract_id "
                     f"WHERE c.kind = '{contract}' AND {ON.format('v')} AND {IN_FORCE.format('c')})")  # fmt: skip
    where += [ON.format("l"), EXISTS, "(o.closed_on IS NULL OR o.closed_on > :end)"]
    number = "sum(h.staff)" if staff else "count(*)"
    return (f"SELECT l.union_id, {number} FROM orgs_unionemployer l {' '.join(joins)} WHERE {' AND '.join(where)} "
            f"GROUP BY l.union_id")  # fmt: skip


def signed(signing: str) -> str:
    return per_union(f"FROM bargaining_contract WHERE kind = 'collective' AND signing = '{signing}' "
                     "AND coalesce(signed_on, effective_on) BETWEEN :start AND :end")  # fmt: skip


def fell_due(more: str = "") -> str:
    return (f"SELECT c.union_id, count(*) FROM bargaining_contract c JOIN orgs_union u ON u.id = c.union_id "
            f"WHERE c.kind = 'collective' AND c.expires_on BETWEEN :start AND :end AND c.ended_on IS NULL "
            f"AND {EXISTS} {more} GROUP BY c.union_id")  # fmt: skip


FOUNDED = (f"SELECT p.union_id, count(*) FROM orgs_union u JOIN orgs_unionplacement p ON p.union_id = u.id "
           f"WHERE u.approved_on BETWEEN :start AND :end AND {GRASSROOTS} AND p.start_on <= u.approved_on "
           f"AND (p.end_on IS NULL OR p.end_on > u.approved_on) GROUP BY p.union_id")  # fmt: skip
JOINED = (f"SELECT m.union_id, count(*) FROM people_membership m WHERE {FULL} AND m.start_on BETWEEN :start AND :end "
          "AND m.worker_id NOT IN (SELECT worker_id FROM people_membership WHERE end_on BETWEEN :start AND :end "
          "AND end_reason IN ('transfer', 'state', 'union_closed')) GROUP BY m.union_id")  # fmt: skip
LEFT = per_union(f"FROM people_membership m WHERE {FULL} AND m.end_on BETWEEN :start AND :end "
                 "AND m.end_reason IN ('resigned', 'lapsed', 'expelled', 'died')")  # fmt: skip
OPENING = f"FROM people_membership m WHERE {FULL} AND {BEFORE.format('m')}"
KEPT = per_union(f"{OPENING} AND m.worker_id IN (SELECT m.worker_id {STANDING})")
INVESTED = (f"SELECT l.union_id, count(*) FROM orgs_unionemployer l JOIN orgs_union u ON u.id = l.union_id "
            f"JOIN orgs_employer o ON o.id = l.employer_id "
            f"JOIN orgs_employerplacement e ON e.employer_id = l.employer_id "
            f"WHERE e.kind = 'enterprise' AND e.ownership IN ('foreign', 'hmt') AND {ON.format('l')} "
            f"AND {ON.format('e')} AND {EXISTS} AND (o.closed_on IS NULL OR o.closed_on > :end) "
            f"GROUP BY l.union_id")  # fmt: skip
BEGUN = "coalesce({0}.signed_on, {0}.effective_on) <= :end"
RENEWAL = f"EXISTS (SELECT 1 FROM bargaining_contract r WHERE r.renews_id = c.id AND {BEGUN.format('r')})"
OWES = (f"EXISTS (SELECT 1 FROM bargaining_contractcover v JOIN orgs_employer o ON o.id = v.employer_id "
        f"WHERE v.contract_id = c.id AND (o.closed_on IS NULL OR o.closed_on > :end) AND NOT EXISTS "
        f"(SELECT 1 FROM bargaining_contractcover w JOIN bargaining_contract n ON n.id = w.contract_id "
        f"WHERE w.employer_id = v.employer_id AND n.kind = c.kind AND n.expires_on > c.expires_on "
        f"AND {BEGUN.format('n')}))")  # fmt: skip
RUNNING_OUT = per_union(f"FROM bargaining_contract c WHERE {IN_FORCE.format('c')} AND c.expires_on <= :later "
                        f"AND NOT {RENEWAL} AND {OWES}")  # fmt: skip
UNIONS_BEFORE = UNIONS.replace(":end", ":before")
UNIONS_KEPT = per_union(
    f"{UNIONS_BEFORE} AND {GRASSROOTS} AND p.union_id IN (SELECT p.union_id {UNIONS} AND {GRASSROOTS})"
)
CHECKED = 'SELECT k.id FROM bargaining_compliancecheck k WHERE k.contract_id = c.id AND k."on" BETWEEN :start AND :end'
LATEST = f'({CHECKED} ORDER BY k."on" DESC, k.id DESC LIMIT 1)'
PERFORMED = per_union(
    f"FROM bargaining_contract c WHERE EXISTS ({CHECKED}) AND (NOT EXISTS (SELECT 1 FROM bargaining_checkitem i "
    f"WHERE i.check_of_id = {LATEST} AND i.kept = 'broken') OR EXISTS (SELECT 1 FROM bargaining_compliancecheck m "
    f"WHERE m.id = {LATEST} AND m.rectified_on <= :end))"
)
TASKS = ("FROM planning_task t JOIN planning_plan p ON p.id = t.plan_id WHERE p.state IN ('approved', 'closed') "
         "AND p.approved_on <= :end AND t.ends_on BETWEEN :start AND :end "
         "AND (t.dropped_on IS NULL OR t.dropped_on > :end)")  # fmt: skip
WITH_PLAN = per_union(
    f"{UNIONS} AND {GRASSROOTS} AND p.union_id IN (SELECT union_id FROM planning_plan WHERE level = 'grassroots' "
    "AND strftime('%Y', start_on) = strftime('%Y', :end) AND approved_on <= :end AND state IN ('approved', 'closed'))",
    "p.union_id",
)


def achieved(programme: str) -> str:
    return per_union(f"FROM orgs_standing s JOIN orgs_union u ON u.id = s.union_id WHERE s.programme = '{programme}' "
                     f"AND s.voided_on IS NULL AND s.achieved_on BETWEEN :start AND :end AND {EXISTS} "
                     "AND (s.withdrawn_on IS NULL OR s.withdrawn_on > :end)")  # fmt: skip


def suggested(day: str, more: str = "", number: str = "count(*)") -> str:
    return (f"SELECT union_id, {number} FROM emulation_suggestion WHERE voided_on IS NULL AND {day} BETWEEN :start AND :end "
            f"{more} GROUP BY union_id")  # fmt: skip


def attended(kinds: str = "", basis: str = "") -> str:
    """Heads at the activities of some kinds (all of them without), known in one way or both."""
    more = f"AND a.kind = '{kinds}' " if kinds else ""
    known = f"AND t.basis = '{basis}' " if basis else ""
    return (f"SELECT t.union_id, sum(t.heads) FROM activities_turnout t JOIN activities_activity a ON a.id = t.activity_id "
            f'WHERE a.voided_on IS NULL AND a."on" BETWEEN :start AND :end {more}{known}GROUP BY t.union_id')  # fmt: skip


def came(kind: str = "") -> str:
    """People by name, each once, in the union of his first row."""
    more = f"AND a.kind = '{kind}' " if kind else ""
    return (f"SELECT n.union_id, count(*) FROM activities_attendance n WHERE n.id IN (SELECT min(m.id) "
            f"FROM activities_attendance m JOIN activities_activity a ON a.id = m.activity_id WHERE m.voided_on IS NULL "
            f'AND a.voided_on IS NULL AND a."on" BETWEEN :start AND :end {more}GROUP BY m.person) GROUP BY n.union_id')  # fmt: skip


def honoured(more: str) -> str:
    """Honours awarded in the span and not revoked by its end, of the programmes that `more` says."""
    return per_union("FROM honours_honour h JOIN honours_programme p ON p.id = h.programme_id WHERE h.voided_on IS NULL "
                     "AND (h.revoked_on IS NULL OR h.revoked_on > :end) "
                     f"AND h.awarded_on BETWEEN :start AND :end {more}")  # fmt: skip


PARTS = {
    "activities.attendances": attended(),
    "activities.attendances_named": attended(basis="named"),
    "activities.attendances_declared": attended(basis="declared"),
    "activities.people": came(),
    "activities.held": per_union('FROM activities_activity WHERE voided_on IS NULL AND "on" BETWEEN :start AND :end'),
    "learning.cadre_training_attendances": attended("cadre"),
    "learning.cadre_training_people": came("cadre"),
    "learning.worker_training_attendances": attended("worker"),
    "learning.contest_participants": attended("contest"),
    "emulation.competition_participants": attended("compete"),
    "emulation.mentoring_pairs": per_union(
        "FROM emulation_mentoring WHERE voided_on IS NULL AND start_on <= :end "
        "AND (ended_on IS NULL OR ended_on > :end)"
    ),
    "emulation.mentoring_passed": per_union(
        "FROM emulation_mentoring WHERE voided_on IS NULL AND outcome = 'passed' AND ended_on BETWEEN :start AND :end"
    ),
    "emulation.showcases": per_union(
        "FROM emulation_showcase s WHERE s.voided_on IS NULL AND s.named_on <= :end AND NOT EXISTS (SELECT 1 FROM "
        "emulation_showcaseyear y WHERE y.showcase_id = s.id AND y.voided_on IS NULL AND y.result = 'lost' AND y.\"on\" <= :end)"
    ),
    "emulation.call_entries": per_union(
        "FROM emulation_callentry WHERE voided_on IS NULL AND handed_on BETWEEN :start AND :end"
    ),
    "emulation.knowledge_workers": honoured("AND p.category = 'knowledge'"),
    "emulation.advanced_units": honoured("AND p.category = 'advanced'"),
    "emulation.civilised_workers": honoured("AND p.category = 'civilised'"),
    "emulation.city_honours": honoured("AND p.level = 'city' AND p.given_to = 'person'"),
    "emulation.honours": honoured(""),
    "emulation.honours_in_force": per_union(
        "FROM honours_honour WHERE voided_on IS NULL AND (revoked_on IS NULL OR revoked_on > :end) "
        "AND awarded_on <= :end AND (valid_until IS NULL OR valid_until >= :end)"
    ),
    "emulation.model_workers": per_union(
        "FROM honours_modelworker WHERE voided_on IS NULL AND honoured_on <= :end "
        "AND (died_on IS NULL OR died_on > :end) AND (revoked_on IS NULL OR revoked_on > :end)"
    ),
    "emulation.suggestions": suggested("handed_on"),
    "emulation.suggestions_adopted": suggested("adopted_on"),
    "emulation.suggestions_implemented": suggested("implemented_on"),
    "emulation.suggestions_benefit": suggested("confirmed_on", number="sum(benefit)"),
    "emulation.suggestions_answered": suggested(
        "date(handed_on, '+30 days')", "AND replied_on <= date(handed_on, '+30 days')"
    ),
    "emulation.suggestions_answered/base": suggested("date(handed_on, '+30 days')"),
    "orgs.unions": per_union(f"{UNIONS} AND {GRASSROOTS}"),
    "orgs.unions_workplace": per_union(f"{UNIONS} AND p.kind IN ('enterprise', 'institution')"),
    "orgs.unions_village_joint": per_union(f"{UNIONS} AND p.kind = 'village_joint'"),
    "orgs.unions_founded": FOUNDED,
    "orgs.union_retention_rate": UNIONS_KEPT,
    "orgs.union_retention_rate/base": per_union(f"{UNIONS_BEFORE} AND {GRASSROOTS}"),
    "orgs.three_in_one_offices": achieved("three_in_one"),
    "orgs.model_unions": achieved("model"),
    "orgs.formation_rate": should_form(""),
    "orgs.formation_rate/base": should_form("LEFT"),
    "orgs.mediation_committee_rate": bodies("mediation"),
    "orgs.supervision_body_rate": bodies("supervision"),
    "orgs.women_committee_rate": bodies("women"),
    "orgs.audit_committee_rate": bodies("audit"),
    "people.members": per_union(STANDING),
    "people.members_women": members("w.sex = 'f'"),
    "people.members_migrant": members("w.migrant"),
    "people.members_joined": JOINED,
    "people.members_left": LEFT,
    "people.retention_rate": KEPT,
    "people.retention_rate/base": per_union(OPENING),
    "bargaining.contracts_first_signed": signed("first"),
    "bargaining.contracts_renewed": signed("renewal"),
    "bargaining.renewal_rate": fell_due(f"AND {RENEWAL}"),
    "bargaining.renewal_rate/base": fell_due(),
    "bargaining.contract_signing_rate": employers(duty=True, contract="collective"),
    "bargaining.contract_signing_rate/base": employers(duty=True),
    "bargaining.contract_coverage_rate": employers(duty=True, contract="collective", staff=True),
    "bargaining.contract_coverage_rate/base": employers(duty=True, staff=True),
    "bargaining.wage_agreements": employers(contract="wage"),
    "bargaining.wage_signing_rate": employers(duty=True, contract="wage"),
    "bargaining.womens_agreements": employers(contract="women"),
    "bargaining.safety_agreements": employers(contract="safety"),
    "bargaining.performance_rate": PERFORMED,
    "bargaining.performance_rate/base": per_union(f"FROM bargaining_contract c WHERE EXISTS ({CHECKED})"),
    "bargaining.checks_done": per_union('FROM bargaining_compliancecheck WHERE "on" BETWEEN :start AND :end'),
    "planning.tasks_due": per_union(TASKS, "t.union_id"),
    "planning.tasks_done": per_union(f"{TASKS} AND t.done_on <= :end", "t.union_id"),
    "planning.grassroots_plans_rate": WITH_PLAN,
    "orgs.foreign_unionised": INVESTED,
    "bargaining.contracts_running_out": RUNNING_OUT,
}
"""code, or code/base for the denominator, → statement. The bodies' base is `orgs.unions`, the wage rate's is that of
the signing rate: each part is measured once."""

BASES = {
    **dict.fromkeys(
        (
            f"orgs.{name}_rate"
            for name in ("mediation_committee", "supervision_body", "women_committee", "audit_committee")
        ),
        "orgs.unions",
    ),
    "bargaining.wage_signing_rate": "bargaining.contract_signing_rate/base",
    "planning.tasks_done_rate": "planning.tasks_due",
    "planning.grassroots_plans_rate": "orgs.unions",
}
"""Denominators that another code's part gives."""

SAME = {"planning.tasks_done_rate": "planning.tasks_done"}
"""Numerators that another code's part gives."""
