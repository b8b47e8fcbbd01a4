"""gunicorn in production: two workers of eight threads, replaced now and then, one JSON line per request."""

import json
import os

from gunicorn.glogging import Logger

from bosetting.felles.logg import SkjulHemmeligheter, uten_hemmelighet


class JsonAccessLogger(Logger):
    """Write the access log as JSON: no header can forge a line. No query strings (searches) and no secrets."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:  # a request that cannot be read is quoted there
            handler.addFilter(SkjulHemmeligheter())

    def access(self, resp, req, environ, request_time):
        line = {
            "event": "request",
            "at": self.now(),
            "method": environ.get("REQUEST_METHOD"),
            "path": uten_hemmelighet(environ.get("PATH_INFO") or ""),
            "status": resp.status_code,
            "bytes": getattr(resp, "sent", None),
            "ms": round(request_time.total_seconds() * 1000, 1),
            "peer": environ.get("REMOTE_ADDR"),
        }
        self.access_log.info(json.dumps(line, ensure_ascii=False))


bind = "127.0.0.1:8000"
worker_class = "gthread"
workers = 2
threads = 8
timeout = 30
graceful_timeout = 30
max_requests = 2000
max_requests_jitter = 200
accesslog = "-"
logger_class = JsonAccessLogger
# The workers' heartbeat file belongs in memory: a slow or read-only disk must not look like a dead worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
# Nobody administers the workers while they run, and the home folder cannot be written in a container.
control_socket_disable = True
