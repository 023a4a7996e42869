"""Identity numbers, mobile numbers and credit codes that pass every check and that nobody can hold (ADR 0002)."""

from datetime import date

from gonghui.kernel.sheets.codes import id_check_digit, uscc_check_digit

NO_SUCH_PLACE = "329999"
"""Jiangsu's province and a city number that GB/T 2260 has never given out."""

UNSOLD_RANGE = "1549"
"""Mobile numbers beginning with 154 have been given to no operator."""

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class Codes:
    """Hands out synthetic numbers, each once; the same calls give the same numbers."""

    def __init__(self) -> None:
        self._born: dict[tuple[date, bool], int] = {}
        self._mobiles = 0
        self._units = 0

    def id_number(self, born_on: date, woman: bool) -> str:
        """An 18-digit number for a person born on that day; odd sequence numbers are men's (GB 11643)."""
        serial = self._born.get((born_on, woman), 0)
        self._born[born_on, woman] = serial + 1
        first17 = f"{NO_SUCH_PLACE}{born_on:%Y%m%d}{serial * 2 + (2 if woman else 1):03d}"
        return first17 + id_check_digit(first17)

    def mobile(self) -> str:
        """The next number of the unsold range."""
        self._mobiles += 1
        return f"{UNSOLD_RANGE}{self._mobiles:07d}"

    def credit_code(self, registrar: str) -> str:
        """The next unified social credit code; `registrar` is 91 companies, 92 one-man firms, 12 public bodies,
        81 unions (GB 32100)."""
        self._units += 1
        body = f"GH{self._units:06d}"
        first17 = f"{registrar}{NO_SUCH_PLACE}{body}{_organisation_check(body)}"
        return first17 + uscc_check_digit(first17)


def _organisation_check(body: str) -> str:
    """The ninth character of an organisation code (GB 11714); letters count 10 for A to 35 for Z."""
    left = 11 - sum(w * int(char, 36) for w, char in zip(_ORGANISATION_WEIGHTS, body, strict=True)) % 11
    return {10: "X", 11: "0"}.get(left, str(left))
