"""The one write path: every change leaves an event, and a batch can be taken back exactly."""
