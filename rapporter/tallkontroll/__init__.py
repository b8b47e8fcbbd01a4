"""Number control: what in a text or a table does not add up. Pure functions; see docs/tallkontroll.md.

``kontroll.kontroller`` is the way in, ``innlesing`` makes its input of files. Nothing here knows the records.
"""
