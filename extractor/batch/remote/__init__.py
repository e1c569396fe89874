"""Results at a URL: a folder of an object store or a server, whatever fsspec knows.

``target`` is that folder, ``claim`` keeps others out of it, ``mirror`` has the store worked on in a folder of
this machine and put there as a whole, ``carrier`` brings the reports' outputs there beside the audits.
"""
