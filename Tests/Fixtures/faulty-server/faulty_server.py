#!/usr/bin/env python3
"""A web server on loopback that misbehaves on purpose: the first part of a path names the fault.

    faulty_server.py [--tls CERTIFICATE_AND_KEY.pem] [--tls11]

Prints its port on the first line. Ends when its standard input ends, or after two minutes.
`/<fault>/<name>-<N>` is a file of N bytes of the pattern below; `/log/<word>` lists the requests whose path holds the word.
"""
import http.server
import os
import socket
import ssl
import sys
import threading
import time
import warnings

PERIOD = 65521
PATTERN = bytes((7 * i + i // 251) % 256 for i in range(PERIOD))
LAST_MODIFIED = "Wed, 01 Jan 2025 00:00:00 GMT"
BLOCK = 64 * 1024

lock = threading.Lock()
log = []
counts = {}
times = {}


def content(first, last):
    """Bytes `first` to `last`, inclusive."""
    start = first % PERIOD
    length = last - first + 1
    whole = PATTERN * ((start + length) // PERIOD + 1)
    return whole[start : start + length]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    connections = 0

    def setup(self):
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with lock:
            Handler.connections += 1
            self.number = Handler.connections

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        fault, _, name = self.path.lstrip("/").partition("/")
        with lock:
            counts[self.path] = counts.get(self.path, 0) + 1
            self.count = counts[self.path]
            if fault != "log":
                fields = ("range", "if-none-match", "user-agent", "accept-encoding")
                log.append(
                    f"{self.number} {self.path} "
                    + " ".join(f"{f}={self.headers.get(f, '').replace(' ', '_')}" for f in fields)
                )
        try:
            getattr(self, "serve_" + fault.replace("-", "_"), self.serve_missing)(name)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True

    # what is asked for

    def length(self, name):
        return int(name.rpartition("-")[2])

    def first(self):
        field = self.headers.get("Range")
        return int(field.removeprefix("bytes=").split("-")[0]) if field else 0

    # parts of an answer

    def head(self, status, **fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def short(self, status, body=b"", **fields):
        self.head(status, Content_Length=len(body), **fields)
        self.wfile.write(body)

    def begin(self, name, announced=None):
        """The head of an honest answer; returns the first and last byte to send."""
        total, first = self.length(name), self.first()
        fields = {"ETag": f'"v1-{total}"', "Last_Modified": LAST_MODIFIED}
        if first >= total > 0:
            self.short(416, Content_Range=f"bytes */{total}")
            return 0, -1
        if first > 0:
            fields["Content_Range"] = f"bytes {first}-{total - 1}/{total}"
        length = total - first if announced is None else announced
        self.head(206 if first > 0 else 200, Content_Length=length, **fields)
        return first, total - 1

    def send(self, first, last):
        while first <= last:
            end = min(first + BLOCK - 1, last)
            self.wfile.write(content(first, end))
            first = end + 1

    def hang_up(self):
        self.wfile.flush()
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    # the faults

    def serve_ok(self, name):
        if self.headers.get("If-None-Match") == f'"v1-{self.length(name)}"':
            return self.head(304)
        self.send(*self.begin(name))

    def serve_log(self, name):
        with lock:
            lines = [line for line in log if name in line]
        self.short(200, "\n".join(lines).encode())

    def serve_missing(self, name):
        self.short(404, b"no such file\n")

    def serve_forbidden(self, name):
        self.short(403)

    def serve_gone(self, name):
        self.short(410)

    def serve_secret(self, name):
        self.short(401, WWW_Authenticate='Basic realm="here"')

    def serve_teapot(self, name):
        self.short(418)

    def serve_unasked_304(self, name):
        self.head(304)

    def serve_endless(self, name):
        self.head(200, Transfer_Encoding="chunked")
        while True:
            self.chunk(content(0, BLOCK - 1))

    def serve_announced(self, name):
        """Says that it is a million times as long."""
        self.head(200, Content_Length=self.length(name) * 1_000_000)
        self.send(0, self.length(name) - 1)
        time.sleep(20)

    def serve_headers(self, name):
        self.send_response(200)
        self.flush_headers()
        while True:
            self.wfile.write(b"X-Filler: " + b"x" * 1000 + b"\r\n")

    def serve_cut(self, name):
        """Hangs up after half a MiB, as long as there is more."""
        first, last = self.begin(name)
        end = first + 512 * 1024 - 1
        self.send(first, min(end, last))
        if end < last:
            self.hang_up()

    def serve_cut_half(self, name):
        """Hangs up in the middle."""
        first, last = self.begin(name)
        self.send(first, (first + last) // 2)
        self.hang_up()

    def serve_cut_once(self, name):
        """Hangs up in the middle, the first time."""
        if self.count > 1:
            return self.serve_ok(name)
        self.serve_cut_half(name)

    def serve_cut_always(self, name):
        """Hangs up before the first byte."""
        self.begin(name)
        self.hang_up()

    def serve_mute(self, name):
        """Hangs up without an answer."""
        self.hang_up()

    def serve_stall(self, name):
        first, last = self.begin(name)
        self.send(first, (first + last) // 2)
        self.wfile.flush()
        time.sleep(20)

    def serve_stall_once(self, name):
        if self.count > 1:
            return self.serve_ok(name)
        self.serve_stall(name)

    def serve_drip(self, name):
        """A byte every tenth of a second."""
        first, last = self.begin(name)
        for position in range(first, last + 1):
            self.send(position, position)
            self.wfile.flush()
            time.sleep(0.1)

    def serve_silent(self, name):
        time.sleep(20)

    def serve_no_range(self, name):
        if self.headers.get("Range"):
            del self.headers["Range"]
        self.serve_ok(name)

    def serve_no_range_cut(self, name):
        if self.headers.get("Range"):
            del self.headers["Range"]
        self.serve_cut_once(name)

    def serve_wrong_range(self, name):
        """The right count of bytes from the wrong place."""
        total, first = self.length(name), self.first()
        length = total - first
        self.head(206, Content_Length=length, Content_Range=f"bytes 0-{length - 1}/{total}")
        self.send(0, length - 1)

    def serve_short_range(self, name):
        """A shorter part than asked for."""
        total, first = self.length(name), self.first()
        self.head(206, Content_Length=10, Content_Range=f"bytes {first}-{first + 9}/{total}")
        self.send(first, first + 9)

    def serve_no_content_range(self, name):
        total, first = self.length(name), self.first()
        self.head(206, Content_Length=total - first)
        self.send(first, total - 1)

    def serve_unasked_206(self, name):
        total = self.length(name)
        self.head(206, Content_Length=total, Content_Range=f"bytes 0-{total - 1}/{total}")
        self.send(0, total - 1)

    def serve_short(self, name):
        """Half of it, and a clean end."""
        self.head(200, Transfer_Encoding="chunked")
        self.chunk(content(0, self.length(name) // 2 - 1))
        self.wfile.write(b"0\r\n\r\n")

    def serve_long(self, name):
        """One byte more, in a part of its own."""
        self.head(200, Transfer_Encoding="chunked")
        self.chunk(content(0, self.length(name) - 1))
        self.chunk(b"!")
        self.wfile.write(b"0\r\n\r\n")

    def serve_shorter(self, name):
        self.short(200, content(0, self.length(name) - 2))

    def serve_busy(self, name):
        """Has too much to do until a second after the first request."""
        with lock:
            first = times.setdefault(self.path, time.monotonic())
        if time.monotonic() - first < 1:
            return self.short(503, Retry_After=1)
        self.serve_ok(name)

    def serve_busy_for_hours(self, name):
        self.short(429, Retry_After=7200)

    def serve_busy_until(self, name):
        """A date instead of seconds."""
        then = self.date_time_string(time.time() + 3600)
        self.short(503, Retry_After=then)

    def serve_flaky(self, name):
        """Fails twice."""
        if self.count <= 2:
            return self.short(500)
        self.serve_ok(name)

    def serve_broken(self, name):
        self.short(500, b"stack trace\n")

    def serve_corrupt(self, name):
        self.short(200, b"?" * self.length(name))

    def serve_redirect(self, name):
        self.short(302, Location=f"/ok/{name}")

    def serve_redirect_each(self, name):
        """`<left>.<name>`: leads on as often as `left` says."""
        left, _, rest = name.partition(".")
        if left == "0":
            return self.serve_ok(rest)
        self.short(307, Location=f"/redirect-each/{int(left) - 1}.{rest}")

    def serve_redirect_loop(self, name):
        self.short(302, Location=self.path)

    def serve_redirect_out(self, name):
        self.short(302, Location="http://portal.invalid/login?token=secret")

    def serve_redirect_file(self, name):
        self.short(302, Location="file:///etc/hostname")

    def serve_redirect_plain(self, name):
        """To http on this machine: fine from http, not from https."""
        self.short(302, Location=f"http://127.0.0.1:{self.server.server_port}/ok/{name}")

    def serve_redirect_ftp(self, name):
        self.short(301, Location="ftp://user:secret@127.0.0.1/file")

    def serve_portal(self, name):
        self.short(200, b"\n<!DOCTYPE html><title>Welcome</title>\n", Content_Type="text/html; charset=utf-8")

    def serve_mistyped(self, name):
        """The right bytes under the type of a web page."""
        total = self.length(name)
        self.short(200, content(0, total - 1), Content_Type="text/html")

    def serve_not_http(self, name):
        self.wfile.write(b"220 smtp.example ESMTP\r\n")
        self.hang_up()


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass


def main():
    arguments = sys.argv[1:]
    server = Server(("127.0.0.1", 0), Handler)
    if "--tls" in arguments:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(arguments[arguments.index("--tls") + 1])
        if "--tls11" in arguments:
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1
            context.set_ciphers("ALL:@SECLEVEL=0")
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    # Threads that sleep on purpose are not waited for.
    threading.Timer(120, os._exit, [0]).start()
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
