"""Triggers by which the database itself refuses to change or delete an event, whoever asks."""

from django.db import connection

from gonghui.kernel.audit.models import Event

TABLE = Event._meta.db_table
WORDS = "办理记录不能改，也不能删。"

SQLITE = {
    f"{TABLE}_no_{act.lower()}": f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for act in ("UPDATE", "DELETE")
}
FUNCTION = (
    f"CREATE OR REPLACE FUNCTION {TABLE}_never() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WORDS}'; END $$"
)
POSTGRES = {
    f"{TABLE}_no_{name}": f"CREATE TRIGGER {TABLE}_no_{name} BEFORE {acts} ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_never()"
    for name, acts in (("change", "UPDATE OR DELETE"), ("truncate", "TRUNCATE"))
}


def _ours() -> dict[str, str]:
    return SQLITE if connection.vendor == "sqlite" else POSTGRES


def _there() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'", [TABLE])
        return {name for (name,) in cursor.fetchall()}


def guarded() -> bool:
    """Whether the triggers are in place."""
    return _ours().keys() <= _there()


def guard_events() -> None:
    """Put the triggers in place; nothing happens when they are."""
    missing = _ours().keys() - _there()
    if not missing:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for name in sorted(missing):
            cursor.execute(_ours()[name])


def release_events() -> None:
    """Take the triggers away, for an upgrade that rewrites the table."""
    with connection.cursor() as cursor:
        for name in sorted(_ours().keys() & _there()):
            cursor.execute(f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {TABLE}"))
