"""Receivers on loopback: they keep what they get, and can be told to misbehave."""
import http.server
import socket
import socketserver
import ssl
import subprocess
import threading

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def certificate(folder):
    """A certificate for localhost, its own authority."""
    key, cert = f"{folder}/key.pem", f"{folder}/cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
        check=True, capture_output=True)
    return key, cert


class MailServer:
    """SMTP with a user `tocsin`. `refusals`: answers to the first messages, e.g. "451 later"."""

    def __init__(self, key, cert, starttls=False, tls=False, password="correct horse", refusals=()):
        self.letters, self.refusals, outer = [], list(refusals), self

        class Handler:
            async def handle_DATA(self, server, session, envelope):
                if outer.refusals:
                    return outer.refusals.pop(0)
                outer.letters.append((envelope.mail_from, envelope.rcpt_tos, envelope.content, session))
                return "250 OK"

        def authenticate(server, session, envelope, mechanism, data):
            good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"tocsin", password.encode())
            return AuthResult(success=good, handled=good)

        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(cert, key)
        settings = dict(hostname="127.0.0.1", port=free_port(), server_hostname="localhost",
                        authenticator=authenticate, auth_required=True, auth_require_tls=starttls)
        if starttls:
            settings |= dict(tls_context=context, require_starttls=True)
        if tls:
            settings |= dict(ssl_context=context)
        self.controller = Controller(Handler(), **settings)
        self.controller.start()
        self.port = self.controller.port

    def stop(self):
        self.controller.stop()


class HookServer:
    def __init__(self):
        self.requests, outer = [], self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.requests.append((self.path, dict(self.headers), body))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class SyslogServer:
    """UDP, and TCP with counted frames."""

    def __init__(self):
        self.datagrams, self.stream, outer = [], [], self

        class Datagram(socketserver.BaseRequestHandler):
            def handle(self):
                outer.datagrams.append(self.request[0])

        class Stream(socketserver.StreamRequestHandler):
            def handle(self):
                while True:
                    count = b""
                    while (byte := self.rfile.read(1)) not in (b" ", b""):
                        count += byte
                    if not count:
                        return
                    outer.stream.append(self.rfile.read(int(count)))

        self.udp = socketserver.UDPServer(("127.0.0.1", 0), Datagram)
        self.tcp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Stream)
        for server in (self.udp, self.tcp):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        self.udp_port, self.tcp_port = self.udp.server_address[1], self.tcp.server_address[1]
