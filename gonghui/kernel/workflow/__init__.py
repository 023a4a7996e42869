"""Flows, their steps, and clocks: who may do what next, and by when.

flow      State, Fact, Transition, Flow, Asked, Access, register_flow       moving    perform, correct, take_back
clocks    Clock, Start, register_clock                                      settling  settle, settle_quietly, Moved
steps     Taken, steps_of                                                   asking    deadlines, running, deadlines_of
poller    tick: reminders, and clocks whose rule changed                    models    Step, Deadline
"""
