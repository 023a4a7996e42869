from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "gonghui.planning"
    label = "planning"
    verbose_name = "计划"
