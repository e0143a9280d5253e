#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A pre-processor for Beamline: texts get one Unicode form, single spaces and, if wanted, lower case, so that whoever
is behind it need not care. Python's own library only. normalize_text.py [--nats nats://host:port]"""
import asyncio, json, sys, unicodedata
from pathlib import Path
from urllib.parse import urlparse

MANIFEST = json.loads(Path(__file__).with_name("manifest.json").read_text(encoding="utf-8"))


def answer(request):
    """The message with clean texts, and in the metadata, which conditions of policies see, how many were changed."""
    config = request.get("config") or {}
    fields, lower = config.get("fields", ["text", "prompt", "input"]), config.get("lower", False)
    changed = 0

    def clean(text):
        nonlocal changed
        out = " ".join(unicodedata.normalize("NFC", text).split())
        out = out.lower() if lower else out
        changed += out != text
        return out

    def walk(value, named=False):
        if isinstance(value, dict):
            return {key: walk(item, key in fields) for key, item in value.items()}
        if isinstance(value, list):
            return [walk(item, named) for item in value]
        return clean(value) if named and isinstance(value, str) else value

    return {"payload": walk(request["payload"]), "metadata": {"normalized_texts": changed}}


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
