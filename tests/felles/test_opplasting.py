"""The body of a request, before any page sees it. With a real gunicorn: tests/test_stor_opplasting.py."""

import socket
import time

from django.conf import settings
from django.test import Client

from bosetting.felles import opplasting


def test_one_who_falls_silent_in_the_middle_is_let_go(db, monkeypatch):
    monkeypatch.setattr(opplasting, "STILLHET", 0.2)
    avsender = Client(enforce_csrf_checks=True)
    avsender.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    her, der = socket.socketpair()
    der.sendall(b"--X\r\n")
    start = time.monotonic()
    with her, der, her.makefile("rb", buffering=0) as kropp:
        svar = avsender.generic(
            "POST",
            "/konto/logg-inn/",
            content_type="multipart/form-data; boundary=X",
            **{"gunicorn.socket": her, "wsgi.input": kropp, "CONTENT_LENGTH": "5000"},
        )
        assert her.gettimeout() is None
    assert svar.status_code == 403
    assert time.monotonic() - start < 10
