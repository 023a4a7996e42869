"""Wrong input at every address, form and parameter: nothing of it may be a fault of ours, or half written."""
