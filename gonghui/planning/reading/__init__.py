"""Reads the plans that offices write (Word, text, spreadsheets) into headings, tasks, targets and deadlines.

Rules only, no model and no network: `documents` opens the file, `lines` mends broken lines, `headings` knows
numbering, `sentences` cuts tasks, `quantities` finds targets, `when` months and deadlines, `who` owners, `tables` plan
tables, `lost` the months of lists that lost their headings, `lines_of_work` the line and the indicator; `words` holds
the vocabulary and `reader` puts it together.
"""
