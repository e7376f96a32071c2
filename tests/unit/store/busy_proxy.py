"""A small real proxy in front of OpenSearch: busy when told so, and with TLS and a password where wanted."""

import http.client
import json
import ssl
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self

PATIENCE = 60.0


class BusyProxy:
    """Passes requests on to the server on a port of loopback, and refuses as many as it is told to.

    `login` are the user and the password that it asks for; `certificate` the files of key and certificate.
    """

    def __init__(
        self,
        port: int,
        login: tuple[str, str] | None = None,
        certificate: tuple[Path, Path] | None = None,
    ) -> None:
        self.port = port
        self.login = login
        self.refused = 0
        self.bulks: list[int] = []
        self._status, self._times, self._from = 0, 0, 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate[1], certificate[0])
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._scheme = "http" if certificate is None else "https"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def url(self) -> str:
        """Where it is, for the settings."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def refuse(self, status: int, times: int) -> None:
        """Answer the next requests with this status, and don't pass them on."""
        self._status, self._times = status, times

    def refuse_documents(self, from_the: int) -> None:
        """Pass on the first documents of the next bulk request, and say of the others that all is busy."""
        self._from = from_the

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """What a client gets."""
        if self.login is not None:
            wanted = b64encode(":".join(self.login).encode()).decode()
            if headers.get("authorization") != f"Basic {wanted}":
                return 401, b'{"error": "Unauthorized"}'
        if self._times > 0:
            self._times -= 1
            self.refused += 1
            return self._status, b'{"error": {"type": "busy", "reason": "told so"}}'
        if path == "/_bulk":
            lines = body.decode().splitlines(keepends=True)
            self.bulks.append(len(lines) // 2)
            if self._from:
                first, self._from = self._from, 0
                status, answered = self._pass_on(method, path, headers, "".join(lines[: 2 * first]).encode())
                told: dict[str, Any] = json.loads(answered)
                busy = {"status": 429, "error": {"type": "rejected_execution", "reason": "told so"}}
                told["items"] += [{"index": busy}] * (len(lines) // 2 - first)
                return status, json.dumps(told).encode()
        return self._pass_on(method, path, headers, body)

    def _pass_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            kept = {"content-type": headers.get("content-type", "application/json")}
            connection.request(method, path, body, kept)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


def _handler(proxy: BusyProxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, answer = proxy.answer(self.command, self.path, headers, body)
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = handle_any

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: a test that fails says enough."""

    return Handler
