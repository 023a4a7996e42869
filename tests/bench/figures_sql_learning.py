"""The measures of learning, of service and of what was given, written by hand; beside `figures_sql`."""

from tests.bench.figures_sql import ON, per_union

NAMED = ("FROM {0} WHERE voided_on IS NULL AND named_on <= :end AND (valid_until IS NULL OR valid_until >= :end) "
         "AND (ended_on IS NULL OR ended_on > :end)")  # fmt: skip
VENUE = "v.voided_on IS NULL AND v.opened_on <= :end AND (v.closed_on IS NULL OR v.closed_on > :end)"
GIVEN = 'FROM benefits_benefit WHERE voided_on IS NULL AND "on" BETWEEN :start AND :end'
POINTS = ("FROM service_contactpoint p WHERE p.voided_on IS NULL AND p.start_on <= :end "
          "AND (p.ended_on IS NULL OR p.ended_on > :end)")  # fmt: skip
DONE = "FROM service_deed WHERE voided_on IS NULL AND done_on BETWEEN :start AND :end"
OWED = ("FROM service_deed WHERE voided_on IS NULL AND until BETWEEN :start AND :end "
        "AND (dropped_on IS NULL OR dropped_on > :end)")  # fmt: skip
APPRAISED = 'FROM service_appraisal WHERE voided_on IS NULL AND "on" BETWEEN :start AND :end'
SCORED = ('FROM learning_attempt a JOIN learning_round r ON r.id = a.round_id WHERE a.voided_on IS NULL '
          'AND a.score IS NOT NULL AND a."on" BETWEEN :start AND :end')  # fmt: skip
SEATS = (f"FROM orgs_seat s JOIN orgs_committee c ON c.id = s.committee_id JOIN orgs_union u ON u.id = c.union_id "
         f"WHERE s.id IN (SELECT min(x.id) FROM orgs_seat x JOIN orgs_committee y ON y.id = x.committee_id "
         f"WHERE x.holder <> '' AND {ON.format('x')} GROUP BY y.union_id, x.holder) "
         f"AND (u.closed_on IS NULL OR u.closed_on > :end)")  # fmt: skip
CAME = ("EXISTS (SELECT 1 FROM activities_attendance t JOIN activities_activity a ON a.id = t.activity_id "
        "WHERE t.voided_on IS NULL AND a.voided_on IS NULL AND a.kind = 'cadre' AND t.name = s.holder "
        "AND a.\"on\" BETWEEN strftime('%Y-01-01', :end) AND :end AND (t.union_id = c.union_id OR t.union_id IN "
        "(SELECT p.union_id FROM orgs_unionplacement p WHERE p.parent_id = c.union_id)))")  # fmt: skip


def at_venues(number: str, table: str, more: str = "") -> str:
    """Something recorded at venues, under the union of the venue."""
    return (f"SELECT v.union_id, {number} FROM {table} x JOIN learning_venue v ON v.id = x.venue_id "
            f"WHERE x.voided_on IS NULL {more} GROUP BY v.union_id")  # fmt: skip


LEARNING = {
    "benefits.times": per_union(GIVEN),
    "benefits.people": per_union(f"FROM benefits_benefit WHERE id IN (SELECT min(id) {GIVEN} GROUP BY person)"),
    "benefits.yuan": f"SELECT union_id, sum(amount) {GIVEN} AND amount > 0 GROUP BY union_id",
    "benefits.signed_rate": per_union(f"{GIVEN} AND signed_on <= :end"),
    "benefits.signed_rate/base": per_union(GIVEN),
    "learning.cadre_coverage_rate": per_union(f"{SEATS} AND {CAME}", "c.union_id"),
    "learning.cadre_coverage_rate/base": per_union(SEATS, "c.union_id"),
    "learning.cadre_hours": (
        "SELECT t.union_id, sum(l.hours) FROM activities_attendance t JOIN activities_activity a ON a.id = t.activity_id "
        "JOIN learning_course l ON l.activity_id = a.id WHERE t.voided_on IS NULL AND a.voided_on IS NULL "
        "AND l.voided_on IS NULL AND a.kind = 'cadre' AND a.\"on\" BETWEEN :start AND :end GROUP BY t.union_id"
    ),
    "learning.skill_certificates": per_union(NAMED.format("learning_skill")),
    "learning.gold_collars": per_union(f"{NAMED.format('learning_skill')} AND level = 'gold'"),
    "learning.groups_named": per_union(NAMED.format("learning_learninggroup")),
    "learning.quiz_pass_rate": per_union(f"{SCORED} AND a.score >= r.passing", "a.union_id"),
    "learning.quiz_pass_rate/base": per_union(SCORED, "a.union_id"),
    "learning.venues": per_union(f"FROM learning_venue v WHERE {VENUE}"),
    "learning.books": at_venues(
        "sum(x.copies)", "learning_stock", f"AND x.kind = 'book' AND x.\"on\" <= :end AND {VENUE}"
    ),
    "learning.loans": (
        "SELECT v.union_id, count(*) FROM learning_loan l JOIN learning_stock s ON s.id = l.stock_id "
        'JOIN learning_venue v ON v.id = s.venue_id WHERE l.voided_on IS NULL AND l."on" BETWEEN :start AND :end '
        "GROUP BY v.union_id"
    ),
    "learning.venue_heads": at_venues("sum(x.heads)", "learning_venueuse", 'AND x."on" BETWEEN :start AND :end'),
    "service.contact_visits": (
        "SELECT p.union_id, count(*) FROM service_contactvisit v JOIN service_contactpoint p ON p.id = v.point_id "
        'WHERE v.voided_on IS NULL AND v."on" BETWEEN :start AND :end GROUP BY p.union_id'
    ),
    "service.contact_points_visited": per_union(
        f"{POINTS} AND EXISTS (SELECT 1 FROM service_contactvisit v WHERE "
        'v.point_id = p.id AND v.voided_on IS NULL AND v."on" BETWEEN :start AND :end)'
    ),
    "service.contact_points_visited/base": per_union(POINTS),
    "service.deeds_done": per_union(DONE),
    "service.deed_people": f"SELECT union_id, sum(people) {DONE} GROUP BY union_id",
    "service.deeds_in_time": per_union(f"{OWED} AND done_on <= :end"),
    "service.deeds_in_time/base": per_union(OWED),
    "service.counselling": per_union(
        "FROM service_appointment WHERE voided_on IS NULL AND kept = 'came' AND \"on\" BETWEEN :start AND :end"
    ),
    "service.appraised_well": f"SELECT union_id, sum(best + good) {APPRAISED} GROUP BY union_id",
    "service.appraised_well/base": f"SELECT union_id, sum(returned) {APPRAISED} GROUP BY union_id",
}
