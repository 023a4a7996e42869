"""What forms and spreadsheets may name: programmes, rounds, nominations, model workers."""

from django.db.models import Q

from gonghui.honours.models import ModelWorker, Nomination, Programme, Round
from gonghui.kernel.ledger.api import Pickable, register_pickable

LIVING = Q(voided_on=None, died_on=None, revoked_on=None)
"""Condition: a model worker who is cared for."""

register_pickable(Programme, Pickable("评选项目", lambda reader: Programme.objects.valid()))
register_pickable(Round, Pickable("评选", lambda reader: Round.objects.valid(), few=True))
register_pickable(Nomination, Pickable("推荐", lambda reader: reader.scope.limit(Nomination.objects.valid())))
register_pickable(ModelWorker, Pickable("劳模", lambda reader: reader.scope.limit(ModelWorker.objects.valid())))
