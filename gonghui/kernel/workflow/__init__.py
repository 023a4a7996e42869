"""Flows, their steps, and clocks: who may do what next, and by when."""
