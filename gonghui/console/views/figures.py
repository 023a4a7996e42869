from django.http import HttpResponse
def index(request): return HttpResponse("")
def figure(request, code): return HttpResponse("")
def trend(request, code): return HttpResponse("")
def export(request, code, part): return HttpResponse("")
