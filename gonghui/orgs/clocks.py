"""Clocks of a union's own papers: the committee's term and the legal-person certificate."""

from collections.abc import Collection, Iterable
from datetime import date

from gonghui.kernel.dates import SINCE_EVER
from gonghui.kernel.workflow.clocks import Clock, Start, register_clock
from gonghui.kernel.workflow.steps import Taken
from gonghui.orgs.models import Certificate, Union


def _loaded(keys: Collection[int]) -> Iterable[Union]:
    return Union.objects.filter(pk__in=keys).prefetch_related("committees", "certificates")


def _terms(union: Union, steps: Taken) -> list[Start]:
    return [
        Start(each.expires_on, str(each.term), each.elected_on or SINCE_EVER)
        for each in union.committees.all()
        if each.expires_on
    ]


def _term_over(union: Union, steps: Taken, start: Start) -> date | None:
    """A later committee ends a term on its election; one whose election day no paper tells, on the term's last day."""
    later = [each for each in union.committees.all() if each.term > int(start.cycle)]
    elected = min((each.elected_on or start.on for each in later), default=None)
    return min(filter(None, (elected, union.closed_on)), default=None)


def _papers(union: Union, steps: Taken) -> list[Start]:
    return [
        Start(each.valid_until, str(each.pk), each.issued_on or SINCE_EVER)
        for each in union.certificates.all()
        if each.valid_until
    ]


def _later(paper: Certificate, start: Start) -> bool:
    if paper.valid_until is None:
        return paper.issued_on is not None and paper.issued_on > (start.since or start.on)
    return paper.valid_until > start.on


def _paper_over(union: Union, steps: Taken, start: Start) -> date | None:
    issued = [each.issued_on or start.on for each in union.certificates.all() if _later(each, start)]
    return min(filter(None, (min(issued, default=None), union.closed_on)), default=None)


def _itself(union: Union) -> int | None:
    return union.pk


TERM = Clock(
    key="orgs.term", title="委员会换届", model="orgs.Union", starts=_terms, stops=_term_over, cites="committee.term",
    act="登记换届", stop_words="登记新一届委员会", line="组织", remind=(90, 30), load=_loaded, union=_itself,
)  # fmt: skip
CERTIFICATE = Clock(
    key="orgs.certificate", title="法人资格证书换领", model="orgs.Union", starts=_papers, stops=_paper_over,
    cites="certificate.renewal_window", act="登记换证", stop_words="登记新证书", line="组织", remind=(30, 7),
    load=_loaded, union=_itself,
)  # fmt: skip

register_clock(TERM, CERTIFICATE)
