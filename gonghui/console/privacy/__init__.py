"""Pages about private values: looking, taking out, consent, what is held, erasing; who saw and who changed a record."""
