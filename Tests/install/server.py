#!/usr/bin/env python3
"""Serves a folder on loopback, well and badly, for the tests of install.sh.

    server.py FOLDER [CERTIFICATE KEY]

Prints its port on the first line; with a certificate it speaks TLS. Ends by itself after two minutes.
The first part of a path says how to answer, the rest what with:
  /ok/        as it is             /html/      a web page, status 200
  /short/     half, then an end    /endless/   without an end
  /slow/      a byte, then nothing /error/     status 403
  /away/      a redirect to /ok/   /flaky/ID/  status 503 the first time for each ID
"""

import http.server
import os
import signal
import ssl
import sys
import time

seen = set()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        manner, _, rest = self.path.lstrip("/").partition("/")
        if manner == "html":
            self.answer(200, b"<!DOCTYPE html>\n<html><body>Please log in</body></html>\n")
        elif manner == "error":
            self.answer(403, b"not for you\n")
        elif manner == "away":
            self.send_response(302)
            self.send_header("Location", "/ok/" + rest)
            self.end_headers()
        elif manner == "endless":
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(bytes(65536))
        elif manner == "slow":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(60)
        elif manner == "flaky":
            token, _, rest = rest.partition("/")
            if token in seen:
                self.file(rest)
            else:
                seen.add(token)
                self.answer(503, b"later\n")
        else:
            self.file(rest, cut=manner == "short")

    def file(self, path, cut=False):
        try:
            with open(os.path.join(folder, path), "rb") as file:
                content = file.read()
        except OSError:
            self.answer(404, b"not found\n")
            return
        self.answer(200, content, len(content) // 2 if cut else None)

    def answer(self, status, content, sent=None):
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[:sent])

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # clients that go away are part of the tests


folder = sys.argv[1]
signal.alarm(120)
server = Server(("127.0.0.1", 0), Handler)
if len(sys.argv) > 2:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(server.server_address[1], flush=True)
server.serve_forever()
