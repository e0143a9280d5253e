#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A worker for Beamline in Python, standard library only: worker.py [nats://host:port] [pool]
Teach it your own work in JOBS; what blocks goes to asyncio.to_thread. The README beside it explains the messages."""
import asyncio, json, os, sys, time
from urllib.parse import urlparse

JOBS = {"echo": lambda payload: asyncio.sleep(0, payload),
        "upper": lambda payload: asyncio.to_thread(payload["text"].upper),
        "sleep": lambda payload: asyncio.sleep(payload["ms"] / 1000)}
url = urlparse(sys.argv[1] if len(sys.argv) > 1 else "nats://127.0.0.1:4222")
me, pool = f"python-{os.getpid()}", sys.argv[2] if len(sys.argv) > 2 else "default"

async def main():
    reader, writer = await asyncio.open_connection(url.hostname, url.port or 4222)
    doing = {}  # by its id: where a task is settled, and what does it

    def publish(to, data, reply=""):
        body = (data if isinstance(data, str) else json.dumps(data)).encode()
        writer.write(f"PUB {to} {reply} {len(body)}\r\n".encode() + body + b"\r\n")

    def pull():  # asks for a task, for a second; before the first one there is no pool that could answer
        publish(f"$JS.API.CONSUMER.MSG.NEXT.BEAMLINE_WORK.pool-{pool}", {"batch": 1, "expires": 10**9}, f"_INBOX.{me}")

    async def pulse():  # tells that this worker is there, and at its task, which another one gets otherwise
        while True:
            publish("caf.status.heartbeat.v1", {"worker_id": me, "timestamp": int(time.time() * 1000), "pool": pool,
                    "status": "busy" if doing else "idle", "load": len(doing), "in_flight": len(doing), "capacity": 1})
            for reply, _ in doing.values():
                publish(reply, "+WPI")
            if not doing:
                pull()
            await asyncio.sleep(1)

    async def work(told, job, place):
        begun = time.time()
        publish("caf.exec.assign.v1.ack", {**told, "status": "accepted", "settles": True, "place": place})
        try:
            told.update(output=await JOBS[job["type"]](job.get("payload")), status="success")
        except Exception as problem:  # not when it is cancelled: then nobody waits for a result
            told.update(error_code=type(problem).__name__, error_message=str(problem), status="error")
        publish("caf.exec.result.v1", {**told, "latency_ms": int((time.time() - begun) * 1000)})

    def settle(id):  # after its result: a worker that dies in between leaves it to another one
        publish(doing.pop(id)[0], "+ACK")
        pull()

    writer.write(f'CONNECT {{"verbose": false, "name": "{me}"}}\r\nSUB _INBOX.{me} 1\r\n'.encode())
    writer.write(b"SUB beamline.work.v1.cancel 2\r\n")
    heart = asyncio.create_task(pulse())  # whoever does not keep it loses it
    while line := (await reader.readline()).decode().split():
        if line[0] == "-ERR":
            sys.exit(" ".join(line))
        if line[0] == "PING":
            writer.write(b"PONG\r\n")
        if line[0] == "MSG":  # subject, number of the subscription, where to answer if anywhere, length
            body = (await reader.readexactly(int(line[-1]) + 2)).strip()
            task = json.loads(body or b"{}")  # empty: no task came
            id = task.get("assignment_id")
            if line[2] == "2" and id in doing:  # it was cancelled, or its time is up
                doing[id][1].cancel()
            elif line[2] == "1" and body and id not in doing:
                place = int(line[3].split(".BEAMLINE_WORK.")[1].split(".")[2])  # of the task in the stream
                job = asyncio.create_task(work({"assignment_id": id, "provider_id": me}, task["job"], place))
                job.add_done_callback(lambda _, id=id: settle(id))
                doing[id] = line[3], job
    sys.exit("The server has closed the connection.")

asyncio.run(main())
