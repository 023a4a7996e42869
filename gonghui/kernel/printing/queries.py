"""Which template a form is printed with."""

from django.db.models import QuerySet

from gonghui.kernel import files
from gonghui.kernel.printing.forms import WordForm
from gonghui.kernel.printing.models import OfficeTemplate


def own_template(form: WordForm) -> OfficeTemplate | None:
    """The office's own template of a form, if it uses one."""
    return OfficeTemplate.objects.filter(form=form.key, retired_at=None).first()


def earlier_templates(form: WordForm) -> QuerySet[OfficeTemplate]:
    """The templates that were used before, newest first."""
    return OfficeTemplate.objects.filter(form=form.key, retired_at__isnull=False).order_by("-retired_at", "-pk")


def forms_with_own() -> set[str]:
    """Keys of the forms that have a template of the office in use."""
    return set(OfficeTemplate.objects.filter(retired_at=None).values_list("form", flat=True))


def template_bytes(form: WordForm) -> bytes:
    """The template in use: the office's own, else the built-in one. Raises Refused when the file is gone."""
    own = own_template(form)
    return files.read(own.file) if own else form.build()
