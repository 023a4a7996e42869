"""Finding unions, employers and places by the names that offices write."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime

from gonghui.kernel.audit import writes
from gonghui.kernel.imports.memory import Memory
from gonghui.orgs.actions.areas import area_register
from gonghui.orgs.models import Area, Employer, Union, UnionEmployer, UnionPlacement
from gonghui.orgs.queries import town

_UNION_TAIL = re.compile(r"(基层)?(联合)?(工会委员会|工会联合会|工会)$")
_MARKS = re.compile(r"[\s()（）·.,，。\-—_、“”\"'〔〕\[\]【】]")


def folded(name: str) -> str:
    """A name without width, spaces and brackets, for comparing."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).upper()


def stem_of(union_name: str) -> str:
    """宏达机械有限公司工会委员会 → 宏达机械有限公司; a name without such an ending stays."""
    return _UNION_TAIL.sub("", union_name.strip())


class Names:
    """Names and aliases → key. An alias that two records share finds neither."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._exact: dict[str, int] = {}
        self._alias: dict[str, int | None] = {}

    def add(self, key: int, names: Iterable[str | None], aliases: Iterable[str] = ()) -> None:
        for name in names:
            if name:
                self._memory.put(self._exact, folded(name), key)
        for alias in aliases:
            if alias:
                spot = folded(alias)
                self._memory.put(self._alias, spot, key if self._alias.get(spot, key) == key else None)

    def find(self, name: str) -> int | None:
        spot = folded(name)
        return self._exact.get(spot) or self._alias.get(spot)

    def exact(self, name: str) -> int | None:
        return self._exact.get(folded(name))

    def near(self, name: str) -> str:
        """The most similar known name, or ""."""
        close = difflib.get_close_matches(folded(name), self._exact, n=1, cutoff=0.6)
        return close[0] if close else ""


class Directory:
    """All unions, employers and areas by name and code, loaded once and kept up to date while rows come in.

    What is learned after loading goes through `memory`, so that a refused row can be forgotten. Without `whole` it
    answers for somebody who may not open all of them and guesses no names.
    """

    def __init__(self, memory: Memory | None = None, whole: bool = True) -> None:
        self.whole = whole
        self.memory = memory or Memory()
        self.town = town()
        self.unions: dict[int, Union] = {}
        self.employers: dict[int, Employer] = {}
        self.areas = {folded(a.name): a for a in Area.objects.all()}
        self.links: dict[int, int] = {}
        self.covered: dict[int, list[int]] = {}
        self.union_kind = dict(UnionPlacement.objects.open().values_list("union_id", "kind"))
        self._unions, self._employers, self._closed = (Names(self.memory) for _ in range(3))
        self._town_name = self.town.name.removesuffix("总工会")
        for employer in Employer.objects.all():
            self.learn_employer(employer)
        for link in UnionEmployer.objects.open():
            self.learn_link(link.employer_id, link.union_id)
        for union in Union.objects.all():
            self.learn_union(union)
        self.memory.keep()

    def learn_union(self, union: Union) -> None:
        self.memory.put(self.unions, union.pk, union)
        names = [union.name, union.code, union.uscc, union.short_name]
        if union.closed_on:
            self._closed.add(union.pk, names)
            return
        aliases = self._shortened(union.name) + (self._shortened(union.short_name) if union.short_name else [])
        for employer in self.covered.get(union.pk, ()) if len(self.covered.get(union.pk, ())) == 1 else ():
            aliases.append(self.employers[employer].name)
        self._unions.add(union.pk, names, aliases)

    def _shortened(self, name: str) -> list[str]:
        bare = name.removeprefix(self._town_name)
        return [stem_of(name), bare, stem_of(bare)]

    def learn_employer(self, employer: Employer) -> None:
        self.memory.put(self.employers, employer.pk, employer)
        aliases = [employer.name.removeprefix(self._town_name)]
        self._employers.add(employer.pk, [employer.name, employer.uscc, employer.short_name], aliases)

    def learn_link(self, employer: int, union: int) -> None:
        old = self.links.get(employer)
        if old is not None:
            self.memory.put(self.covered, old, [one for one in self.covered.get(old, ()) if one != employer])
        self.memory.put(self.links, employer, union)
        self.memory.put(self.covered, union, [*self.covered.get(union, ()), employer])

    def union(self, name: str | None) -> Union | None:
        """The union of that name, short name, code or credit code; also by its only employer's name."""
        if not name:
            return None
        tries = (name, *self._shortened(name))
        key = next((key for one in tries if one and (key := self._unions.find(one))), None)
        return self.unions[key] if key else None

    def recorded_union(self, name: str | None) -> Union | None:
        """The union of that very name, code or credit code, closed ones included."""
        key = (self._unions.exact(name) or self._closed.find(name)) if name else None
        return self.unions[key] if key else None

    def employer(self, name: str | None) -> Employer | None:
        """The employer of that name, short name or credit code."""
        if not name:
            return None
        key = self._employers.find(name) or self._employers.find(name.removeprefix(self._town_name) or name)
        return self.employers[key] if key else None

    def employer_of_union_name(self, name: str) -> Employer | None:
        """宏达机械有限公司工会 → the employer 宏达机械有限公司, if registered by that name."""
        return self.employer(stem_of(name)) or self.employer(name)

    def union_of_employer_name(self, name: str) -> Union | None:
        """宏达机械有限公司 → the union 宏达机械有限公司工会, if it covers nobody yet."""
        union = self.union(name)
        fits = union and union.pk != self.town.pk and folded(stem_of(union.name)).endswith(folded(stem_of(name)))
        return union if union and fits and not self.covered.get(union.pk) else None

    def union_covering(self, employer: Employer) -> Union | None:
        key = self.links.get(employer.pk)
        return self.unions.get(key) if key else None

    def only_employer(self, union: Union) -> Employer | None:
        """The employer of a union that covers just one."""
        keys = self.covered.get(union.pk, [])
        return self.employers[keys[0]] if len(keys) == 1 else None

    def area(self, name: str, by: writes.Hand, at: datetime) -> Area:
        """The place of that name; registered below the town when new."""
        spot = folded(name)
        if spot not in self.areas:
            self.memory.put(self.areas, spot, area_register(name=name, by=by, at=at))
        return self.areas[spot]

    def guess_union(self, name: str) -> str:
        """没有这个工会，您是不是指……: the nearest registered name in words, or ""."""
        if not self.whole:
            return ""
        return _meant(self._unions.near(name), [u.name for u in self.unions.values() if not u.closed_on])

    def guess_employer(self, name: str) -> str:
        if not self.whole:
            return ""
        return _meant(self._employers.near(name), [e.name for e in self.employers.values()])


def _meant(spot: str, names: list[str]) -> str:
    found = next((name for name in names if folded(name) == spot), "")
    return f"您是不是指“{found}”？" if found else ""
