#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A worker for Beamline in Python, standard library only: worker.py [nats://host:port] [pool]

It takes tasks of its pool from the stream BEAMLINE_WORK, does them one after the other, and tells what came of them.
Teach it your own work in JOBS. A task that is not settled in time is given to another worker, so whatever takes long is
done while a thread says "+WPI"; a task may come twice: metadata.idempotency_key is the same then.
"""
import json, os, socket, sys, threading, time
from urllib.parse import urlparse

JOBS = {"echo": lambda payload: payload,
        "upper": lambda payload: payload["text"].upper(),
        "sleep": lambda payload: time.sleep(payload["ms"] / 1000)}

url = urlparse(sys.argv[1] if len(sys.argv) > 1 else "nats://127.0.0.1:4222")
pool = sys.argv[2] if len(sys.argv) > 2 else "default"
me, consumer = f"python-{os.getpid()}", f"BEAMLINE_WORK.pool-{pool}"
subject = "caf.exec.assign.v1" if pool == "default" else f"caf.exec.assign.v1.pool.{pool}"
sock = socket.create_connection((url.hostname, url.port or 4222))
stream, lock, inbox = sock.makefile("rb"), threading.Lock(), f"_INBOX.{me}"

def send(line, body=None):  # one command of NATS's protocol
    with lock:
        sock.sendall((line + "\r\n").encode() + (b"" if body is None else body + b"\r\n"))

def publish(to, data, reply=""):
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    send(f"PUB {to} {reply} {len(body)}", body)

def receive():  # the next message: its headers, where to answer, its body
    while True:
        word, *rest = stream.readline().decode().split() or sys.exit("The server has closed the connection.")
        if word == "PING":
            send("PONG")
        elif word == "-ERR":
            sys.exit(" ".join(rest))
        elif word in ("MSG", "HMSG"):
            total, header = int(rest[-1]), int(rest[-2]) if word == "HMSG" else 0
            data, named = stream.read(total + 2)[:total], len(rest) - (2 if word == "HMSG" else 1) == 3
            return data[:header], rest[2] if named else "", data[header:]

def ask(api, request):
    publish(f"$JS.API.{api}", request, inbox)
    return json.loads(receive()[2])

send(f'CONNECT {json.dumps({"verbose": False, "headers": True, "no_responders": True, "name": me})}')
send(f"SUB {inbox} 1")
terms = ask(f"CONSUMER.INFO.{consumer}", b"")
if "error" in terms:  # the first of its pool; workers that come later find it
    terms = ask(f"CONSUMER.DURABLE.CREATE.{consumer}", {"stream_name": "BEAMLINE_WORK", "config": {
        "durable_name": f"pool-{pool}", "filter_subject": subject, "ack_policy": "explicit", "deliver_policy": "all",
        "replay_policy": "instant", "ack_wait": 30 * 10**9, "max_deliver": 10}})
renew = terms["config"]["ack_wait"] / 1e9 / 3 if "config" in terms else sys.exit(terms["error"]["description"])
state = {"status": "idle", "ack": ""}

def pulse():  # renews what is being done, and tells that this worker is there
    for turn in range(sys.maxsize):
        busy = state["status"] == "busy"
        publish("caf.status.heartbeat.v1", {"worker_id": me, "timestamp": int(time.time() * 1000), "pool": pool,
                "status": state["status"], "load": 1.0 * busy, "in_flight": 1 * busy, "capacity": 1})
        state["ack"] and publish(state["ack"], b"+WPI")
        time.sleep(min(renew, 5))

threading.Thread(target=pulse, daemon=True).start()
while True:
    publish(f"$JS.API.CONSUMER.MSG.NEXT.{consumer}", {"batch": 1, "expires": 5 * 10**9}, inbox)
    header, ack, body = receive()
    if not ack:  # nothing came (408), or the server asks to try again
        time.sleep(0 if b" 408" in header[:20] else 1)
        continue
    task, begun = json.loads(body), time.time()
    state.update(status="busy", ack=ack)
    told = {"version": "1", "assignment_id": task["assignment_id"], "request_id": task["request_id"],
            "tenant_id": task["tenant_id"], "provider_id": me, "job": {"type": task["job"]["type"]}, "cost": 0.0}
    publish("caf.exec.assign.v1.ack", {**told, "status": "accepted", "settles": True})
    try:
        told.update(status="success", output=JOBS[task["job"]["type"]](task["job"].get("payload")))
    except Exception as problem:
        told.update(status="error", error_code=type(problem).__name__, error_message=str(problem))
    told.update(latency_ms=int((time.time() - begun) * 1000), timestamp=int(time.time() * 1000))
    publish("caf.exec.result.v1", told)  # before the task is settled: a worker that dies in between does it again
    state.update(status="idle", ack="")
    publish(ack, b"+ACK")
