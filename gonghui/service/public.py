"""What other contexts may use of the service to workers."""

from gonghui.service.actions import appointment_kept, appraisal_mended, deed_done, deed_drop, deed_reopen, point_end
from gonghui.service.models import Appointment, Appraisal, ContactPoint, ContactVisit, Deed

__all__ = [
    "Appointment",
    "Appraisal",
    "ContactPoint",
    "ContactVisit",
    "Deed",
    "appointment_kept",
    "appraisal_mended",
    "deed_done",
    "deed_drop",
    "deed_reopen",
    "point_end",
]
