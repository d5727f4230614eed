"""A time-stamping service (RFC 3161) on this machine, for the tests; OpenSSL makes its stamps."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from actions.journal.timestamps import ADDRESS, AUTHORITIES

CONFIG = """[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
"""
DRIP_SECONDS = 0.05


@dataclass
class Service:
    """The running service. `manner` is how it behaves: honest, silent, dripping, redirecting,
    failing, garbage, endless, replaying (always its first stamp)."""

    address: str
    folder: Path
    manner: str = "honest"
    queries: list[bytes] = field(default_factory=list)
    ended: Event = field(default_factory=Event)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that name it."""
        return {ADDRESS: self.address, AUTHORITIES: str(self.folder / "authority.pem")}


@contextmanager
def time_stamping(folder: Path) -> Iterator[Service]:
    """The service with an authority of its own, whose files lie in `folder`."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    make_authority(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    service = Service(f"http://127.0.0.1:{server.server_port}/tsa", folder)
    _Handler.service = service
    serving = Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield service
    service.ended.set()
    server.shutdown()
    server.server_close()


def make_authority(folder: Path) -> None:
    """The keys and certificates of an authority and of the service that it stands for."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    root_key, root = rsa.generate_private_key(65537, 2048), _named("Tests' authority")
    certificate = _certificate(root, root, root_key.public_key())
    certificate = certificate.add_extension(x509.BasicConstraints(True, None), critical=True)
    signed = certificate.sign(root_key, hashes.SHA256())
    (folder / "authority.pem").write_bytes(signed.public_bytes(Encoding.PEM))
    key = rsa.generate_private_key(65537, 2048)
    purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    certificate = _certificate(_named("Tests' time-stamps"), root, key.public_key())
    signed = certificate.add_extension(purpose, critical=True).sign(root_key, hashes.SHA256())
    (folder / "signer.pem").write_bytes(signed.public_bytes(Encoding.PEM))
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "signer.key").write_bytes(pem)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder(issuer, subject, key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3650))
        .not_valid_after(now + timedelta(days=3650))
    )


class _Handler(BaseHTTPRequestHandler):
    service: Service

    def do_POST(self) -> None:  # as the server names it
        service = self.service
        query = self.rfile.read(int(self.headers["Content-Length"]))
        service.queries.append(query)
        match service.manner:
            case "silent":
                service.ended.wait()
            case "dripping":
                self._drip()
            case "redirecting":
                self.send_response(302)
                self.send_header("Location", "/elsewhere")
                self.end_headers()
            case "failing":
                self.send_error(503)
            case "garbage":
                self._answer(b"<html>no stamp</html>")
            case "endless":
                self._answer(b"0" * 10_000_000)
            case "replaying":
                self._answer(self._stamp(service.queries[0]))
            case _:
                self._answer(self._stamp(query))

    def _answer(self, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            self.wfile.write(content)
        except OSError:
            self.close_connection = True  # who asked has hung up

    def _drip(self) -> None:
        """A header that never comes to its end."""
        self.send_response(200)
        self.flush_headers()
        try:
            while not self.service.ended.is_set():
                self.wfile.write(b"X")
                time.sleep(DRIP_SECONDS)
        except OSError:
            self.close_connection = True

    def _stamp(self, query: bytes) -> bytes:
        folder = self.service.folder
        (folder / "query").write_bytes(query)
        words = ["-config", folder / "tsa.cnf", "-queryfile", folder / "query"]
        made = subprocess.run(["openssl", "ts", "-reply", *words], capture_output=True, check=True)
        return made.stdout

    def log_message(self, *_words: object) -> None:
        """Nothing is said on the terminal."""
