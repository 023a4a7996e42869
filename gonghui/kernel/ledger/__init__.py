"""One declaration → menu, list, filters, search, card, forms, bulk acts, import, export, print and history.

`api` has everything that a declaration needs.
"""
