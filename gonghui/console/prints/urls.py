"""Addresses of the Word forms."""

from django.urls import path

from gonghui.console.prints import views

urlpatterns = [
    path("prints", views.index, name="prints"),
    path("prints/<str:key>", views.form, name="print-form"),
    path("prints/<str:key>/retire", views.retire, name="print-retire"),
    path("prints/<str:key>/template.docx", views.template, name="print-template"),
    path("prints/<str:key>/original.docx", views.original, name="print-original"),
    path("prints/<str:key>/sample.docx", views.sample, name="print-sample"),
    path("prints/<str:key>/earlier/<int:pk>.docx", views.earlier, name="print-earlier"),
    path("prints/<str:key>/records", views.records, name="print-records"),
    path("prints/<str:key>/<int:pk>.docx", views.record, name="print-record"),
]
