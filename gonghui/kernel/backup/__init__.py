"""Backups: one encrypted file with the database, the kept files and the keys, which a printed recovery code opens.

`code` makes and reads recovery codes, `box` is the encrypted file, `making` writes one, `restoring` brings it back,
`daily` makes one every day and keeps the right ones, `state` says how the backups stand.
"""
