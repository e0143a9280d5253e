# SPDX-License-Identifier: Apache-2.0
"""What the cases call: one small HTTP server on loopback. A case writes its address as @http@."""
import base64
import hashlib
import http.server
import json
import sys
import threading
import urllib.parse

TEXTS = {}  # path -> text, put there by the runner: documents, schemas, functions
ROOMS = [{"id": 1, "name": "Attic", "free": True}, {"id": 2, "name": "Cellar", "free": False}]


def digest(*parts):
    return hashlib.md5(":".join(parts).encode()).hexdigest()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen, lock = {}, threading.Lock()

    def log_message(self, *_):
        pass

    def send(self, status, body=b"", kind="application/json", **headers):
        payload = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(payload)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(payload)

    def handle_any(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode()
        url = urllib.parse.urlsplit(self.path)
        query = {name: values[0] if len(values) == 1 else values for name, values in urllib.parse.parse_qs(url.query).items()}
        first, _, rest = url.path[1:].partition("/")
        answer = getattr(self, "on_" + first, None)
        if url.path in TEXTS:
            self.send(200, TEXTS[url.path].replace("@http@", "http://" + self.headers["Host"]).replace("@host@", self.headers["Host"]), "text/yaml")
        elif answer:
            answer(rest, query, body)
        else:
            self.send(404, {"message": "nothing here"})

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = handle_any

    def on_echo(self, rest, query, body):
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.send(200, {"method": self.command, "path": "/" + rest, "query": query, "headers": headers, "body": body})

    def on_rooms(self, rest, query, _):
        if not rest:
            self.send(200, [room for room in ROOMS if "free" not in query or str(room["free"]).lower() == query["free"]])
            return
        found = [room for room in ROOMS if str(room["id"]) == rest]
        self.send(200 if found else 404, found[0] if found else {"message": "no such room"})

    def on_status(self, rest, *_):
        self.send(int(rest), {"status": int(rest)})

    def on_moved(self, *_):
        self.send(302, {}, Location="/echo/moved")

    def on_text(self, *_):
        self.send(200, "plain words", "text/plain")

    def on_bytes(self, *_):
        self.send(200, b"\x00\x01\xff", "application/octet-stream")

    def on_slow(self, *_):
        threading.Event().wait(5)
        self.send(200, {})

    def on_flaky(self, rest, *_):
        """/flaky/KEY/N answers 503 N times, then 200."""
        key, times = rest.rsplit("/", 1)
        with self.lock:
            self.seen[key] = self.seen.get(key, 0) + 1
            count = self.seen[key]
        self.send(200 if count > int(times) else 503, {"calls": count})

    def on_basic(self, *_):
        self.guard("Basic " + base64.b64encode(b"ada:lovelace").decode())

    def on_token(self, client, *_):
        """A JWT of that client; whether it is signed rightly is the provider's matter."""
        parts = self.headers.get("Authorization", "").removeprefix("Bearer ").split(".")
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "===")) if len(parts) == 3 else {}
        self.send(200 if claims.get("client_id") == client else 401, {"in": claims.get("client_id") == client})

    def on_digits(self, _, __, body):
        self.send(200, {"header": self.headers.get("X-Code") == "1-ada", "body": json.loads(body) == {"codes": [1, 2]}})

    def on_closed(self, *_):
        known = self.headers.get("Authorization") == "Basic " + base64.b64encode(b"ada:lovelace").decode()
        self.send(200 if known else 401, "set: {n: '${ .n * 2 }'}\n" if known else "", "text/yaml")

    def on_bearer(self, rest, *_):
        self.guard("Bearer " + rest)

    def guard(self, wanted):
        good = self.headers.get("Authorization") == wanted
        self.send(200 if good else 401, {"in": good})

    def on_digest(self, *_):
        given = dict(pair.strip().split("=", 1) for pair in self.headers.get("Authorization", "")[7:].split(",") if "=" in pair)
        given = {name: value.strip('"') for name, value in given.items()}
        if not given:
            self.send(401, {}, WWW_Authenticate='Digest realm="house", nonce="n0nce", qop="auth"')
            return
        secret = digest("ada", "house", "lovelace")
        wanted = digest(secret, "n0nce", given["nc"], given["cnonce"], "auth", digest(self.command, self.path))
        self.send(200 if given.get("response") == wanted else 401, {"in": given.get("response") == wanted})

    def on_authority(self, rest, _, body):
        if rest == ".well-known/openid-configuration":
            base = f"http://{self.headers['Host']}/authority"
            self.send(200, {"issuer": base, "token_endpoint": base + "/oauth2/token", "jwks_uri": base + "/keys"})
            return
        json_body = "json" in self.headers.get("Content-Type", "")
        form = json.loads(body) if json_body else dict(urllib.parse.parse_qsl(body))
        asked = (form.get("grant_type"), form.get("client_id"), form.get("client_secret"))
        basic = self.headers.get("Authorization", "")
        if basic.startswith("Basic "):
            asked = (asked[0], *base64.b64decode(basic[6:]).decode().split(":"))
        wanted = {"client_credentials": True, "password": form.get("username") == "ada" and form.get("password") == "lovelace",
                  "refresh_token": form.get("refresh_token") == "old",
                  "urn:ietf:params:oauth:grant-type:token-exchange": form.get("subject_token") == "mine"}
        if rest != "oauth2/token" or asked[1] != "desk" or asked[2] not in ("hush", None) or not wanted.get(asked[0]):
            self.send(400, {"error": "invalid_request"})
            return
        self.send(200, {"access_token": "granted", "token_type": "Bearer", "expires_in": 300, "scope": form.get("scope", "")})

    def on_rpc(self, _, __, body):
        """JSON-RPC for mcp and a2a: answers what was asked."""
        call = json.loads(body or "{}")
        if "id" not in call:
            self.send(202)
            return
        method, given = call["method"], call.get("params") or {}
        if method == "message/stream":
            said = [{"kind": "task", "id": "t"}, {"kind": "status-update", "final": True}]
            lines = [json.dumps({"jsonrpc": "2.0", "id": call["id"], "result": one}) for one in said]
            self.send(200, "".join(f"data: {line}\n\n" for line in lines), "text/event-stream")
            return
        results = {
            "initialize": {"protocolVersion": given.get("protocolVersion"), "capabilities": {"tools": {}},
                           "serverInfo": {"name": "house", "version": "1"}},
            "tools/list": {"tools": [{"name": "add", "inputSchema": {"type": "object"}}]},
            "prompts/list": {"prompts": [{"name": "greet"}]},
            "prompts/get": {"messages": [{"role": "user", "content": {"type": "text", "text": given.get("name")}}]},
            "resources/list": {"resources": [{"uri": "file:///a", "name": "a"}]},
            "resources/read": {"contents": [{"uri": given.get("uri"), "text": "read"}]},
            "resources/templates/list": {"resourceTemplates": [{"uriTemplate": "file:///{name}", "name": "any"}]},
            "tools/call": {"content": [{"type": "text", "text": json.dumps(given.get("arguments"))}], "isError": False},
            "message/send": {"kind": "message", "messageId": "m1", "role": "agent", "parts": given.get("message", {}).get("parts")},
        }
        if method in results:
            self.send(200, {"jsonrpc": "2.0", "id": call["id"], "result": results[method]})
        else:
            self.send(200, {"jsonrpc": "2.0", "id": call["id"], "error": {"code": -32601, "message": "no such method"}})


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        if not isinstance(sys.exc_info()[1], OSError):  # who calls need not wait for the answer
            super().handle_error(*_)


def serve(tls=None):
    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"
