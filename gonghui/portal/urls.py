"""Addresses of the phone pages, below /my/. Every name begins with `my-` and is used as `portal:<name>`.

my-home · my-self, my-record, my-account · my-activities, my-activity (pk) · my-check-in-code (pk, code: what the wall's QR leads to) and
my-check-in (pk; the code typed off the wall) · my-benefits ·
my-suggestions, my-suggestion-new, my-suggestion (pk) · my-honours · my-opinion (pk) ·
my-quizzes, my-quiz (pk), my-quiz-question (pk, place from 1), my-quiz-finish (pk).
"""

from django.urls import URLPattern, path

from gonghui.portal.views import activities, benefits, checking_in, home, honours, opinions, quizzes, suggestions

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="my-home"),
    path("self", home.own, name="my-self"),
    path("record", home.record, name="my-record"),
    path("account", home.account, name="my-account"),
    path("activities", activities.index, name="my-activities"),
    path("activities/<int:pk>", activities.activity, name="my-activity"),
    path("check-in/<int:pk>", checking_in.typed, name="my-check-in"),
    path("check-in/<int:pk>/<str:code>", checking_in.scanned, name="my-check-in-code"),
    path("benefits", benefits.benefits, name="my-benefits"),
    path("suggestions", suggestions.index, name="my-suggestions"),
    path("suggestions/new", suggestions.hand_in, name="my-suggestion-new"),
    path("suggestions/<int:pk>", suggestions.suggestion, name="my-suggestion"),
    path("honours", honours.honours, name="my-honours"),
    path("activities/<int:pk>/opinion", opinions.opinion, name="my-opinion"),
    path("quizzes", quizzes.index, name="my-quizzes"),
    path("quizzes/<int:pk>", quizzes.quiz, name="my-quiz"),
    path("quizzes/<int:pk>/finish", quizzes.finish, name="my-quiz-finish"),
    path("quizzes/<int:pk>/<int:place>", quizzes.question, name="my-quiz-question"),
]
