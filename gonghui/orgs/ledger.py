"""Which unions, employers and places the fields of every ledger may name."""

from gonghui.kernel.ledger.api import Pickable, register_pickable
from gonghui.orgs.models import Area, Employer, Union
from gonghui.orgs.queries import employers_of, unions_of

register_pickable(
    Union, Pickable("工会", lambda reader: unions_of(reader.scope).filter(closed_on=None), proposes="union")
)
register_pickable(
    Employer,
    Pickable(
        "单位", lambda reader: employers_of(reader.scope, reader.today).filter(closed_on=None), proposes="employer"
    ),
)
register_pickable(Area, Pickable("片区村居", lambda reader: Area.objects.all(), few=True))
