"""Numbers for tests that pass every check and that nobody can hold."""

from datetime import date

from gonghui.kernel.sheets.codes import id_check_digit, uscc_check_digit

NOWHERE = "329999"
"""An area number that has never been given out."""


def id_number(serial: int, born: date = date(1985, 3, 1), woman: bool = False) -> str:
    """An identity number of one person born on `born`; `serial` from 0 to 499, then on the days after."""
    day = date.fromordinal(born.toordinal() + serial // 500)
    first17 = f"{NOWHERE}{day:%Y%m%d}{serial % 500 * 2 + (not woman):03d}"
    return first17 + id_check_digit(first17)


def credit_code(serial: int, registrar: str = "91") -> str:
    """A unified social credit code: `registrar` 91 for a company, 81 for a union."""
    first17 = f"{registrar}{NOWHERE}T{serial:08d}"
    return first17 + uscc_check_digit(first17)
