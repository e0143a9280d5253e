#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A validator for Beamline: rejects messages with e-mail addresses or card numbers in them. It says where they are and
never what they are. Python's own library only. pii_guard.py [--nats nats://host:port]"""
import asyncio, json, re, sys
from pathlib import Path
from urllib.parse import urlparse

MANIFEST = json.loads(Path(__file__).with_name("manifest.json").read_text(encoding="utf-8"))
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,24}")
CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")


def is_card(number):  # its last digit is a checksum of the others (ISO/IEC 7812)
    digits = [int(c) for c in reversed(number) if c.isdigit()]
    return sum(d if i % 2 == 0 else d * 2 - 9 * (d > 4) for i, d in enumerate(digits)) % 10 == 0


KINDS = {"email": lambda text: EMAIL.search(text), "card": lambda text: any(map(is_card, CARD.findall(text)))}


def answer(request):
    """Whether the message may go on; the details say with JSON pointers where it may not."""
    kinds = (request.get("config") or {}).get("kinds", list(KINDS))
    found = []

    def walk(value, at):
        if isinstance(value, dict):
            for key, item in value.items():
                walk(item, f"{at}/{key.replace('~', '~0').replace('/', '~1')}")
        elif isinstance(value, list):
            for i, item in enumerate(value):
                walk(item, f"{at}/{i}")
        elif isinstance(value, str):
            found.extend({"kind": kind, "pointer": at} for kind in kinds if KINDS[kind](value))

    walk(request["payload"], "")
    if not found:
        return {"status": "ok"}
    places = f"{len(found)} place{'s' * (len(found) > 1)}"
    return {"status": "reject", "reason": f"personal data in {places}", "details": {"found": found}}


# ---- how it is reached: the same in every extension ----
def subject():
    kind = {"validator": "ext.validate", "provider": "provider"}.get(MANIFEST["type"], "ext." + MANIFEST["type"])
    return f"beamline.{kind}.{MANIFEST['id']}.v{MANIFEST['version'].split('.')[0]}"


async def respond(request):
    try:
        if not isinstance(request, dict):
            raise TypeError("The request must be an object.")
        return {"response": await asyncio.to_thread(answer, request)}
    except Exception as problem:  # told to who asks, and to the log; the next request is another one
        print(f"{type(problem).__name__}: {problem}", file=sys.stderr, flush=True)
        code = "invalid_request" if isinstance(problem, (KeyError, TypeError, ValueError)) else "internal"
        return {"error": {"code": code, "message": f"{type(problem).__name__}: {problem}"}}


async def over_lines():
    async def one(line):
        try:
            asked = json.loads(line)
            number, request = asked["id"], asked["request"]
        except (KeyError, TypeError, ValueError) as problem:
            print(f"A line that is no request: {problem}", file=sys.stderr, flush=True)
        else:
            print(json.dumps({"id": number, **await respond(request)}), flush=True)

    doing = set()  # whoever does not keep a task loses it
    while line := await asyncio.to_thread(sys.stdin.buffer.readline):
        doing.add(task := asyncio.create_task(one(line)))
        task.add_done_callback(doing.discard)
    await asyncio.gather(*doing)


async def over_nats(url):
    reader, writer = await asyncio.open_connection(url.hostname, url.port or 4222)

    async def one(reply, body):
        try:
            said = await respond(json.loads(body))
        except ValueError as problem:
            said = {"error": {"code": "invalid_request", "message": f"This is not JSON: {problem}"}}
        data = json.dumps(said.get("response", said)).encode()
        writer.write(f"PUB {reply} {len(data)}\r\n".encode() + data + b"\r\n")

    login = {"user": url.username, "pass": url.password} if url.username else {}
    me = json.dumps({"verbose": False, "name": MANIFEST["id"], **login})
    # Several of them share the requests: the second word of SUB is their queue.
    writer.write(f"CONNECT {me}\r\nSUB {subject()} {MANIFEST['id']} 1\r\nPING\r\n".encode())
    doing = set()
    while line := (await reader.readline()).decode().split():
        if line[0] == "-ERR":
            sys.exit(" ".join(line))
        if line[0] == "PING":
            writer.write(b"PONG\r\n")
        if line[0] == "PONG":
            print(f"Serving {subject()}", file=sys.stderr, flush=True)
        if line[0] == "MSG":  # subject, number of the subscription, where to answer if anywhere, length
            body = (await reader.readexactly(int(line[-1]) + 2))[:-2]
            if len(line) == 5:
                doing.add(task := asyncio.create_task(one(line[3], body)))
                task.add_done_callback(doing.discard)
    sys.exit("The server has closed the connection.")


asyncio.run(over_nats(urlparse(sys.argv[2])) if sys.argv[1:2] == ["--nats"] else over_lines())
