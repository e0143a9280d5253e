#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A real OpenID provider on loopback, for as long as the standard input is open.

Usage: glewlwyd.py FOLDER. Makes a database and keys in FOLDER, starts glewlwyd with a client "desk" (secret
"hush-hush"), a user "ann" (password "pass word") and the scope "read", and prints the address of its API. The key that its tokens can be checked
with is FOLDER/provider.pub.
"""
import http.cookiejar
import json
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

SETUP = Path("/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3")
MODULES = "/usr/lib/glewlwyd"
FOLDER = Path(sys.argv[1])


def settings(port):
    (FOLDER / "provider.conf").write_text(f"""
port = {port}
bind_address = "127.0.0.1"
external_url = "http://127.0.0.1:{port}"
api_prefix = "api"
log_mode = "console"
log_level = "INFO"
cookie_secure = 0
session_expiration = 3600
session_key = "GLEWLWYD2_SESSION_ID"
admin_session_authentication = "cookie"
profile_session_authentication = "cookie"
login_api_enabled = true
admin_scope = "g_admin"
profile_scope = "g_profile"
user_module_path = "{MODULES}/user"
user_middleware_module_path = "{MODULES}/user_middleware"
client_module_path = "{MODULES}/client"
user_auth_scheme_module_path = "{MODULES}/scheme"
plugin_module_path = "{MODULES}/plugin"
hash_algorithm = "SHA512"
database = {{ type = "sqlite3"; path = "{FOLDER}/provider.db"; }};
""", encoding="utf-8")


def setUp(api):
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), jar)

    def post(path, body):
        opener.open(urllib.request.Request(api + path, json.dumps(body).encode(), {"Content-Type": "application/json"}))

    key = subprocess.run(["openssl", "genrsa", "2048"], capture_output=True, text=True, check=True).stdout
    public = subprocess.run(["openssl", "rsa", "-pubout"], input=key, capture_output=True, text=True, check=True).stdout
    (FOLDER / "provider.pub").write_text(public, encoding="utf-8")
    post("/auth/", {"username": "admin", "password": "password"})
    post("/scope/", {"name": "read", "display_name": "read", "password_required": False, "scheme": {}})
    post("/mod/plugin/", {"module": "oidc", "name": "oidc", "display_name": "oidc", "parameters": {
        "iss": api + "/oidc", "jwt-type": "rsa", "jwt-key-size": "256", "key": key, "cert": public,
        "access-token-duration": 3600, "refresh-token-duration": 36000, "code-duration": 600, "allow-non-oidc": True,
        "refresh-token-rolling": True, "auth-type-code-enabled": False, "auth-type-token-enabled": False,
        "auth-type-id-token-enabled": True, "auth-type-none-enabled": False, "auth-type-password-enabled": True,
        "auth-type-client-enabled": True, "auth-type-refresh-enabled": True, "introspection-revocation-allowed": True,
        "introspection-revocation-allow-target-client": True, "introspection-revocation-auth-scope": [], "scope": [],
        "additional-parameters": [], "claims": [], "jwks-show": True, "request-parameter-allow": True,
        "subject-type": "public"}})
    post("/client/?source=database", {
        "client_id": "desk", "name": "desk", "confidential": True, "client_secret": "hush-hush", "enabled": True,
        "scope": ["read"], "authorization_type": ["client_credentials", "password", "refresh_token"],
        "token_endpoint_auth_method": ["client_secret_basic", "client_secret_post", "client_secret_jwt"],
        "redirect_uri": ["http://127.0.0.1/x"], "source": "database"})
    post("/user/?source=database", {"username": "ann", "name": "Ann", "enabled": True, "password": "pass word",
                                    "scope": ["read", "openid"]})


def main():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    database = sqlite3.connect(FOLDER / "provider.db")
    database.executescript(SETUP.read_text(encoding="utf-8"))
    database.close()
    settings(port)
    with open(FOLDER / "provider.log", "w", encoding="utf-8") as log:
        provider = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", "glewlwyd", f"--config-file={FOLDER}/provider.conf"],
                                    stdout=log, stderr=log)
    try:
        for _ in range(200):
            if provider.poll() is not None:
                sys.exit("glewlwyd ended: " + (FOLDER / "provider.log").read_text(encoding="utf-8")[-500:])
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        api = f"http://127.0.0.1:{port}/api"
        setUp(api)
        print(api, flush=True)
        sys.stdin.read()
    finally:
        provider.terminate()
        provider.wait()


main()
