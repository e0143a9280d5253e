#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The outside world of the tests: answers each request with a number of its own, and appends a line that says for which idempotency key.

Usage: recorder.py PORT FILE READY (a file that is made when it listens)
"""
import http.server
import json
import os
import sys
import uuid

FILE = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        nonce = uuid.uuid4().hex
        line = {"key": self.headers.get("Idempotency-Key", ""), "nonce": nonce, "body": body.decode(errors="replace")}
        os.write(FILE, (json.dumps(line) + "\n").encode())  # one write: several recorders share the file
        answer = json.dumps({"nonce": nonce}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        try:
            self.wfile.write(answer)
        except OSError:
            pass  # who asked is gone

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer.daemon_threads = True
server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
os.close(os.open(sys.argv[3], os.O_WRONLY | os.O_CREAT, 0o600))
server.serve_forever()
