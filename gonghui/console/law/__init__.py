"""依据: the rules of law, what the office laid over them, and the calendar of holidays."""
