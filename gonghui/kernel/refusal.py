"""The one exception for "this cannot be done": what is wrong and what to do next, in the office's words."""


class Refused(Exception):
    """A write or a question that is turned down.

    `what` says what happened or what is wrong; `todo` says what the person can do next; `field` names the form
    field to mark, if one is to blame. Both sentences are Chinese and end with a full stop.
    """

    def __init__(self, what: str, todo: str = "", field: str = "") -> None:
        super().__init__(what + todo)
        self.what = what
        self.todo = todo
        self.field = field


class Stale(Refused):
    """Somebody else changed the record after this person opened it; nothing was written."""
