"""A headless Chromium that opens one page and posts back what it saw."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias


Json: TypeAlias = Any
Answer: TypeAlias = tuple[str, bytes] | None  # type and bytes of a file, or that there is none
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-sync", "--disable-background-networking", "--disable-component-update"),
    "--disable-dev-shm-usage",
)


def posted(answer: Callable[[str, str], Answer], page: str, seconds: float) -> Json:
    """
    Open *page* (``http://localhost/path``, without the port) and return the JSON that it posts.

    *answer* is asked with the host and port, and the path, of each request. Raises
    TimeoutError when nothing comes within *seconds*.
    """
    result: list[Json] = []
    done = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name is http.server's
            found = answer(self.headers["Host"], self.path)
            kind, body = found or ("text/plain", b"")
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(ConnectionError):  # a frame that was closed meanwhile
                self.wfile.write(body)

        def do_POST(self) -> None:  # the name is http.server's
            result.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()
            done.set()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = page.replace("localhost/", f"localhost:{server.server_port}/", 1)
    with _chromium(url):
        arrived = done.wait(seconds)
    server.shutdown()
    if not arrived:
        raise TimeoutError(f"{page} posted nothing within {seconds} s")
    return result[0]


@contextmanager
def _chromium(url: str) -> Iterator[None]:
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        raise SystemExit("no Chromium is installed")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [program, *_FLAGS, f"--user-data-dir={profile}", url]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 (our own)
        try:
            yield
        finally:
            process.terminate()
            process.wait()
