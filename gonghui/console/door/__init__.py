"""The door: signing in and out, the session's time, what was typed when it ran out, the counter's computer."""
