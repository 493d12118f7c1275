#!/usr/bin/env python3
"""Serves a repository's folder on loopback, honest but for some paths.

    faulty_repository.py FOLDER [--tls CERTIFICATE_AND_KEY.pem] [PATH_PREFIX=FAULT]…

FAULT is `endless` (bytes without end), `drip` (a byte now and then), `garbage` (as many other bytes) or
`redirect:URL`, to which the path is added. Prints its port on the first line. Ends when its standard
input ends, or after two minutes.
"""
import http.server
import os
import ssl
import sys
import threading
import time
import urllib.parse


def serve_endless(request, path):
    request.send_response(200)
    request.end_headers()
    while True:
        request.wfile.write(b"{" + b" " * 65535)


def serve_drip(request, path):
    content = read(path)
    request.send_response(200)
    request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    for byte in content:
        request.wfile.write(bytes([byte]))
        request.wfile.flush()
        time.sleep(0.2)


def serve_garbage(request, path):
    answer(request, b"?" * len(read(path)))


def serve_redirect(request, path, target):
    request.send_response(302)
    request.send_header("Location", target + path)
    request.send_header("Content-Length", "0")
    request.end_headers()


def answer(request, content):
    request.send_response(200)
    request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    request.wfile.write(content)


def read(path):
    with open(os.path.join(folder, path), "rb") as file:
        return file.read()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        path = urllib.parse.unquote(self.path).lstrip("/")
        fault = next((f for prefix, f in faults if path.startswith(prefix)), None)
        try:
            if fault is None:
                answer(self, read(path))
            else:
                name, _, argument = fault.partition(":")
                globals()["serve_" + name](self, path, *[argument] if argument else [])
        except FileNotFoundError:
            self.send_error(404)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


arguments = sys.argv[1:]
folder = arguments.pop(0)
certificate = None
if arguments[:1] == ["--tls"]:
    certificate = arguments[1]
    arguments = arguments[2:]
faults = [tuple(argument.split("=", 1)) for argument in arguments]

server = Server(("127.0.0.1", 0), Handler)
if certificate:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
# Threads that never end on purpose are not waited for.
threading.Timer(120, os._exit, [0]).start()
sys.stdin.read()
os._exit(0)
