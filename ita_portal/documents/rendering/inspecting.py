"""Looking into a PDF that anybody may have sent: whose code it carries, and its seal.

A program of its own, started for one file with little memory and time: whatever the file does to
the libraries that read it, the portal goes on. It knows nothing of Django or the database, and
writes one JSON object: `is_pdf`, `is_locked`, `codes` (those in the file's properties),
`printed` (those that stand on its pages) and `seals`.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

MEMORY = 1536 * 2**20  # bytes of addresses, of which a usual paper uses a tenth
SECONDS = 20  # of the processor
READ_FOR = 4.0  # seconds in which the words of the pages are read
CODE = re.compile(r"\b[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}\b")
_MOST_CODES = 20
_MOST_SEALS = 5
_FOR_SIGNING = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
Found = dict[str, Any]


def inspect(path: Path, roots: Iterable[Path]) -> Found:
    """Return what the file tells about itself; see the module. Raises nothing for a bad file."""
    codes, is_pdf, is_locked = _properties(path)
    found: Found = {"is_pdf": is_pdf, "is_locked": is_locked, "codes": codes, "printed": []}
    with contextlib.suppress(Exception):  # what cannot be drawn has no words
        found["printed"] = _unique(_printed(path))
    found["seals"] = _seals(path, _certificates(roots)) if is_pdf else []
    return found


def _properties(path: Path) -> tuple[list[str], bool, bool]:
    """Return the codes in the properties, whether it is a PDF, whether it asks for a password."""
    try:
        with pikepdf.open(path) as pdf:
            texts = [str(value) for value in pdf.trailer.get("/Info", {}).values()]
            if "/Metadata" in pdf.Root:
                texts.append(pdf.Root.Metadata.read_bytes().decode("utf-8", errors="replace"))
            return _unique(code for text in texts for code in CODE.findall(text)), True, False
    except pikepdf.PasswordError:
        return [], True, True
    except Exception:  # noqa: BLE001 - a file made to break its readers may raise anything
        return [], path.read_bytes()[:1024].find(b"%PDF-") >= 0, False


def _printed(path: Path) -> Iterator[str]:
    """Yield the codes that stand on the pages, the last page first, as long as there is time."""
    until = time.monotonic() + READ_FOR
    with pypdfium2.PdfDocument(path) as document:
        for number in reversed(range(len(document))):
            if time.monotonic() > until:
                return
            words = document[number].get_textpage().get_text_bounded()
            yield from CODE.findall(words)


def _unique(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(codes))[:_MOST_CODES]


def _certificates(paths: Iterable[Path]) -> list[x509.Certificate]:
    """Return the certificates of the authorities that the portal trusts; PEM or DER."""
    found = []
    for path in paths:
        data = path.read_bytes()
        ders = (
            [der for _, _, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        )
        found += [x509.Certificate.load(der) for der in ders]
    return found


def _seals(path: Path, roots: list[x509.Certificate]) -> list[Found]:
    """Return what is known of each seal; one that cannot even be read is one that is broken."""
    try:
        with path.open("rb") as file:
            signatures = PdfFileReader(file, strict=False).embedded_signatures[:_MOST_SEALS]
            return [_seal(signature, roots) for signature in signatures]
    except Exception:  # noqa: BLE001 - as above
        return [{"is_whole": False}] if b"/ByteRange" in path.read_bytes() else []


def _seal(signature: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> Found:
    try:
        certificate = signature.signer_cert
        told = signature.self_reported_timestamp
        facts = {
            "subject": _name(certificate.subject),
            "issuer": _name(certificate.issuer),
            "fingerprint": certificate.sha256.hex(),
            "valid_until": certificate.not_valid_after.isoformat(),
            "is_expired": certificate.not_valid_after < datetime.now(UTC),
        }
        status = validate_pdf_signature(
            signature,
            ValidationContext(trust_roots=roots, allow_fetching=False, moment=told),
            ValidationContext(trust_roots=roots, allow_fetching=False),
            key_usage_settings=_FOR_SIGNING,
        )
    except Exception:  # noqa: BLE001 - as above
        return {"is_whole": False}
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    stamp = status.timestamp_validity
    sealed_at = stamp.timestamp if stamp else told
    return {
        **facts,
        "is_whole": bool(status.intact and status.valid and whole),
        "is_trusted": bool(status.trusted),
        "sealed_at": sealed_at.isoformat() if sealed_at else "",
        "has_trusted_time": bool(stamp and stamp.intact and stamp.valid),
    }


def _name(name: x509.Name) -> str:
    """Return who it is, for people: common name and organisation, or all that is told."""
    told = name.native
    parts = [told.get("common_name"), told.get("organization_name"), told.get("country_name")]
    return ", ".join(str(part) for part in parts if part) or str(name.human_friendly)


def main() -> None:
    """Look into the file that the first argument names; the others are trusted authorities."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    logging.disable(logging.CRITICAL)
    path, *roots = (Path(argument) for argument in sys.argv[1:])
    json.dump(inspect(path, roots), sys.stdout)


if __name__ == "__main__":
    main()
