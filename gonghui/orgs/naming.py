"""How unions are called where the kernel speaks of them: in the digests that leave the house."""

from collections.abc import Collection, Mapping

from gonghui.kernel.notices.digest import register_union_names
from gonghui.orgs.models import Union


def names(keys: Collection[int]) -> Mapping[int, str]:
    """{union: its name} of these keys."""
    return dict(Union.objects.filter(pk__in=keys).values_list("pk", "name"))


register_union_names(names)
