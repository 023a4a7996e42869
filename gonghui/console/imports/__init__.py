"""Pages that bring spreadsheets in: file, columns, trial, import, undo."""
