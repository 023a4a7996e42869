"""Which tables are sealed: all of the product's own, except those whose model says why not."""

from functools import cache

from django.apps import apps
from django.db import models

OURS = "gonghui."

THIRD_PARTY = {
    "auth.Permission": "框架自己的表，本系统的权限跟着职务走，不用它",
    "auth.Group": "框架自己的表，本系统的权限跟着职务走，不用它",
    "auth.Group_permissions": "框架自己的表，本系统的权限跟着职务走，不用它",
    "contenttypes.ContentType": "框架自己的表，只有模型的名字",
    "sessions.Session": "登录状态，人走就没有了",
}
"""Tables of the libraries, each with the reason why it is not sealed."""


def why_not(model: type[models.Model]) -> str:
    """Why a table is not sealed; empty for a sealed one, "?" for a table of a library that nobody has judged yet."""
    if model._meta.app_config is not None and model._meta.app_config.name.startswith(OURS):
        return str(getattr(model, "UNSEALED", ""))
    return THIRD_PARTY.get(model._meta.label, "?")


@cache
def is_sealed(model: type[models.Model]) -> bool:
    """Whether the rows of a table are part of the proof."""
    return model._meta.managed and not model._meta.proxy and not why_not(model)


def sealed_models() -> list[type[models.Model]]:
    """All sealed tables, in the order of their names."""
    found = [model for model in apps.get_models(include_auto_created=True) if is_sealed(model)]
    return sorted(found, key=lambda model: model._meta.label_lower)


def apart(model: type[models.Model]) -> frozenset[str]:
    """Columns that are no part of the proof: counters and states that the machine keeps beside the record."""
    names: tuple[str, ...] = getattr(model, "SEALED_APART", ())
    return frozenset(str(getattr(model._meta.get_field(name), "column", name)) for name in names)
