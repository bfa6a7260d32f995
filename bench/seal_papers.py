"""Lay out and seal an announcement so many times; print the seconds of each, by kind of key.

`python -m bench.seal_papers 15`. Expects the data folder that `bench.stage.prepare` made.
"""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

django.setup()

from cryptography import x509  # noqa: E402 - after the setup
from cryptography.hazmat.primitives import hashes  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec, rsa  # noqa: E402
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12  # noqa: E402
from cryptography.x509.oid import NameOID  # noqa: E402
from django.conf import settings  # noqa: E402

from bench.queue_papers import words  # noqa: E402
from ita_portal import keys  # noqa: E402
from ita_portal.documents.rendering.containers import PURPOSE, read_container  # noqa: E402
from ita_portal.documents.rendering.document import document_html  # noqa: E402
from ita_portal.documents.rendering.fonts import installed_fonts  # noqa: E402
from ita_portal.documents.rendering.pdf import to_pdf  # noqa: E402
from ita_portal.documents.rendering.seals import seal_pdf  # noqa: E402
from ita_portal.organisations.models import Office  # noqa: E402

CODE = "2222-3333-4444"


def container(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    """Return a locked certificate of the key, as an office's is kept."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "สพป.ทดสอบ")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = pkcs12.serialize_key_and_certificates(b"bench", key, certificate, None, NoEncryption())
    return keys.encrypt(PURPOSE, read_container(file, "").packed)


def measured(locked: bytes, times: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each rendering and of each sealing; the first round is left out."""
    office, fonts = Office.objects.get(), installed_fonts(Path(settings.FONT_DIR))
    rendering, sealing = [], []
    for number in range(times + 1):
        began = time.perf_counter()
        frozen = words(number, office)
        pdf = to_pdf(document_html(frozen, fonts=fonts), fonts=fonts, code=CODE)
        rendered = time.perf_counter()
        seal_pdf(pdf.data, locked, office_name=office.name, tsa="")
        rendering.append(rendered - began)
        sealing.append(time.perf_counter() - rendered)
    return rendering[1:], sealing[1:]


if __name__ == "__main__":
    for kind, key in (
        ("RSA-3072", rsa.generate_private_key(65537, 3072)),
        ("ECDSA-P256", ec.generate_private_key(ec.SECP256R1())),
    ):
        found = measured(container(key), int(sys.argv[1]))
        print(kind, *(",".join(f"{one:.5f}" for one in part) for part in found), flush=True)
