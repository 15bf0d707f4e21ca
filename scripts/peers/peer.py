"""A batch signer with Python's cryptography package, in some processes: what certmill is compared with.

    peer.py REQUESTS CA.pem CA.key OUT.pem PROCESSES

REQUESTS has one PKCS#10 request a line, base64. Each request's signature is verified; its certificate gets the
request's subject and subjectAltName.
"""

import base64
import datetime
import os
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import ExtendedKeyUsageOID

FLUSH = 1 << 16
KEY_USAGE = x509.KeyUsage(True, False, False, False, False, False, False, False, False)
EXTENDED_KEY_USAGE = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH])


def issue(line, ca, ca_key, authority_key_identifier):
    request = x509.load_der_x509_csr(base64.b64decode(line))
    if not request.is_signature_valid:
        sys.exit("peer.py: a request's signature is not valid")
    now = datetime.datetime.now(datetime.timezone.utc)
    key = request.public_key()
    names = request.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    builder = (
        x509.CertificateBuilder()
        .serial_number(int.from_bytes(os.urandom(16), "big") >> 2 | 1 << 126)
        .issuer_name(ca.subject)
        .subject_name(request.subject)
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=90))
        .public_key(key)
        .add_extension(x509.BasicConstraints(False, None), True)
        .add_extension(KEY_USAGE, True)
        .add_extension(EXTENDED_KEY_USAGE, False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), False)
        .add_extension(authority_key_identifier, False)
        .add_extension(names.value, names.critical)
    )
    return builder.sign(ca_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def work(lines, ca_path, key_path, out):
    with open(ca_path, "rb") as file:
        ca = x509.load_pem_x509_certificate(file.read())
    with open(key_path, "rb") as file:
        ca_key = serialization.load_pem_private_key(file.read(), None)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key())
    text = bytearray()
    for line in lines:
        text += issue(line, ca, ca_key, identifier)
        if len(text) > FLUSH:
            # A file opened for appending takes each write whole.
            os.write(out, text)
            text.clear()
    os.write(out, text)


def main():
    if len(sys.argv) != 6:
        sys.exit("usage: peer.py REQUESTS CA.pem CA.key OUT.pem PROCESSES")
    requests, ca_path, key_path, out_path, processes = sys.argv[1:]
    with open(requests, "rb") as file:
        lines = file.read().splitlines()
    out = os.open(out_path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o644)
    count = int(processes)
    children = []
    for index in range(count):
        child = os.fork()
        if child == 0:
            work(lines[index::count], ca_path, key_path, out)
            os._exit(0)
        children.append(child)
    failed = [child for child in children if os.waitpid(child, 0)[1] != 0]
    sys.exit("peer.py: a process failed" if failed else 0)


main()
