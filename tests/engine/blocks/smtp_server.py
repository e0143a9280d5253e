#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A mail server on loopback for tests: prints its port, keeps every message in a folder.

Usage: smtp_server.py FOLDER [--tls CERT KEY | --starttls CERT KEY] [--login USER PASSWORD] [--silent | --stall]
Recipients that begin with "no" are refused (550), with "later" put off (451); messages beyond 1 MiB are too large.
"""
import argparse
import asyncio
import json
import ssl
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=Path)
parser.add_argument("--tls", nargs=2)
parser.add_argument("--starttls", nargs=2)
parser.add_argument("--login", nargs=2)
parser.add_argument("--silent", action="store_true")
parser.add_argument("--stall", action="store_true")
options = parser.parse_args()


class Keeper:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("no"):
            return "550 5.1.1 There is nobody of this name"
        if address.startswith("later"):
            return "451 4.7.1 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Keeper.count += 1
        told = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None,
                "login": session.authenticated}
        (options.folder / f"{Keeper.count}.eml").write_bytes(envelope.content)
        (options.folder / f"{Keeper.count}.json").write_text(json.dumps(told))
        return "250 2.0.0 Kept"


def context(files):
    result = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    result.load_cert_chain(*files)
    return result


def authenticate(server, session, envelope, mechanism, data):
    good = data.login.decode() == options.login[0] and data.password.decode() == options.login[1]
    return AuthResult(success=good, handled=good)


def session():
    extra = {"tls_context": context(options.starttls), "require_starttls": True} if options.starttls else {}
    if options.login:
        extra |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False}
    return SMTP(Keeper(), hostname="localhost", data_size_limit=1 << 20, **extra)


async def silence(reader, writer):
    await asyncio.sleep(3600)


async def stall(reader, writer):
    """Takes the beginning of a message, then nothing for a while; keeps whatever came until the client went."""
    writer.write(b"220 localhost\r\n")
    while line := await reader.readline():
        if line.startswith(b"DATA"):
            break
        writer.write(b"250 OK\r\n")
    writer.write(b"354 Go on\r\n")
    (options.folder / "begun").write_text("")
    await asyncio.sleep(0.5)
    (options.folder / "raw.part").write_bytes(await reader.read(-1))
    (options.folder / "raw.part").rename(options.folder / "raw")


async def main():
    if options.silent or options.stall:
        server = await asyncio.start_server(silence if options.silent else stall, "127.0.0.1", 0)
    else:
        server = await asyncio.get_running_loop().create_server(
            session, "127.0.0.1", 0, ssl=context(options.tls) if options.tls else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
