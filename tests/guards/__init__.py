"""Guards that are broken on purpose: for each, the test that must then fail (`make guards`)."""
