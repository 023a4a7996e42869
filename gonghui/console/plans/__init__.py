"""Pages of the annual plan: the sheet, a task, the calendar, the week, assigned tasks, reviews."""
