#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An extension for Beamline, standard library only: extension.py [--nats nats://host:port]
Put your work into answer() and say in manifest.json what it is; the README of the examples explains both."""
import asyncio, json, sys
from pathlib import Path
from urllib.parse import urlparse

MANIFEST = json.loads(Path(__file__).with_name("manifest.json").read_text(encoding="utf-8"))


def answer(request):
    """What comes of a request; others are answered meanwhile. An exception is told as an error."""
    if MANIFEST["type"] == "provider":
        return {"provider_id": request["provider_id"], "output": request["prompt"], "metadata": {}}
    if MANIFEST["type"] == "validator":
        return {"status": "ok"} if request["payload"] else {"status": "reject", "reason": "There is nothing in it."}
    return {"payload": request["payload"], "metadata": {"seen_by": MANIFEST["id"]}}


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
