"""Pages of honours made by hand: a round with its list, the vote on it, nominating with what stands against it."""
