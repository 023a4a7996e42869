from gonghui.service.models.appraisals import Appraisal
from gonghui.service.models.service import Appointment, ContactPoint, ContactVisit, Deed

__all__ = ["Appointment", "Appraisal", "ContactPoint", "ContactVisit", "Deed"]
