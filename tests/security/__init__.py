"""What holds at every address, whatever page stands there; and what uploads may not do."""
