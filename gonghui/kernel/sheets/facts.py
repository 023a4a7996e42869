"""What is found out about a file before it is read: limits, formula errors, and the refusal itself."""

from dataclasses import dataclass, field

from gonghui.kernel.refusal import Refused

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 1_000_000
MAX_SHEETS = 200
# A sheet is held as a full rectangle while it is read: one stray cell far out would fill the memory.
MAX_CELLS = 12_000_000

SAVE_AS_XLSX = "请用Excel或WPS打开，另存为xlsx再传。"


class UnreadableFile(Refused):
    """A file that cannot be read as a spreadsheet: `what` says why, `todo` what to do; both are Chinese sentences."""


@dataclass
class SheetFacts:
    """Facts of one sheet that the reader does not give. Rows count from 1, columns from 0."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    last_row: int = 0
    last_column: int = -1

    def cell(self, row: int, column: int) -> None:
        """Takes note of a filled cell."""
        if row > self.last_row:
            self.last_row = row
        if column > self.last_column:
            self.last_column = column

    def check_size(self) -> None:
        """Raises UnreadableFile when the rectangle around the filled cells is too large to read."""
        if self.last_row > MAX_ROWS:
            raise UnreadableFile(
                f"表格写到了第{self.last_row}行，最多能读{MAX_ROWS}行。", "请删掉多余的行，或拆成几个文件再传。"
            )
        if self.last_row * (self.last_column + 1) > MAX_CELLS:
            raise UnreadableFile(
                f"表格写到了第{self.last_row}行、第{column_letters(self.last_column)}列，太大了。",
                "请删掉最右边、最下边零散的内容，或拆成几个文件再传。",
            )


def column_letters(index: int) -> str:
    """0 → A, 27 → AB."""
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters = chr(65 + rest) + letters
        index -= 1
    return letters


def column_index(letters: str) -> int:
    """A → 0, AB → 27."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def damaged() -> UnreadableFile:
    """The refusal of a file whose inside does not hold together."""
    return UnreadableFile("文件损坏了，读不出来。", SAVE_AS_XLSX)
