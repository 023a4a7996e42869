"""Spreadsheets as offices keep them: read whatever holds a table, parse its cells, write what can be read again."""

from gonghui.kernel.sheets.cells import BadValue, Cell, neutralise
from gonghui.kernel.sheets.codes import id_birth_and_sex, id_check_digit, parse_id_number, parse_uscc, uscc_check_digit
from gonghui.kernel.sheets.dates import parse_date, parse_date_range
from gonghui.kernel.sheets.facts import MAX_BYTES, UnreadableFile
from gonghui.kernel.sheets.fields import REASON_HEADER, Field, Guess, guess_mapping, header_key
from gonghui.kernel.sheets.header import Table, find_table
from gonghui.kernel.sheets.numerals import chinese_number, parse_count, parse_money
from gonghui.kernel.sheets.titles import clean_title
from gonghui.kernel.sheets.values import (
    Choices,
    parse_bool,
    parse_choice,
    parse_list,
    parse_name,
    parse_phone,
    parse_text,
)
from gonghui.kernel.sheets.workbook import Sheet, read_workbook
from gonghui.kernel.sheets.writer import BadSheet, write_bad_rows, write_rows

__all__ = [
    "MAX_BYTES",
    "REASON_HEADER",
    "BadSheet",
    "BadValue",
    "Cell",
    "Choices",
    "Field",
    "Guess",
    "Sheet",
    "Table",
    "UnreadableFile",
    "chinese_number",
    "clean_title",
    "find_table",
    "guess_mapping",
    "header_key",
    "id_birth_and_sex",
    "id_check_digit",
    "neutralise",
    "parse_bool",
    "parse_choice",
    "parse_count",
    "parse_date",
    "parse_date_range",
    "parse_id_number",
    "parse_list",
    "parse_money",
    "parse_name",
    "parse_phone",
    "parse_text",
    "parse_uscc",
    "read_workbook",
    "uscc_check_digit",
    "write_bad_rows",
    "write_rows",
]
