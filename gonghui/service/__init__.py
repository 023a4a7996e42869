"""Going to the workers: contact points, practical deeds, hours with a counsellor, what is said of a school."""
