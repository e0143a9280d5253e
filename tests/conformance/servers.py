# SPDX-License-Identifier: Apache-2.0
"""The real servers that cases ask for by @NAME@: each is started when some case of this run names it, on a free port of loopback, and
ends with the run. One that this machine cannot run makes its cases skipped, by name and with the reason."""
import json
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

import services

HERE = pathlib.Path(__file__).parent
PATIENCE_S = 60
GRPC_SERVER = HERE / "grpc_server.py"
PROVIDER = HERE.parent / "engine/blocks/glewlwyd.py"


class Missing(Exception):
    pass


def program(name, *places):
    found = shutil.which(name) or next((place for place in places if pathlib.Path(place).exists()), None)
    if not found:
        raise Missing(f"{name} is not installed")
    return found


def silent(*words, **more):
    return subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, **more).returncode


class Servers:
    """Text of @NAME@ by name. `start` begins them all, `text` waits for one of them."""

    NAMES = ("nats", "grpc", "oidc", "tls", "hub", "image")

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir()
        self.processes, self.waits, self.known, self.lock = [], {}, {}, threading.Lock()

    def start(self, names):
        for name in names:
            try:
                self.waits[name] = getattr(self, "start_" + name)()
            except Missing as reason:
                self.known[name] = reason

    def text(self, name):
        with self.lock:
            if name not in self.known:
                try:
                    self.known[name] = self.waits[name]()
                except Missing as reason:
                    self.known[name] = reason
            if isinstance(self.known[name], Missing):
                raise self.known[name]
            return self.known[name]

    def stop(self):
        for process in self.processes:
            if process.stdin:
                process.stdin.close()  # ends it, and what it has started with it
            else:
                process.kill()
        for process in self.processes:
            process.wait()

    def spawn(self, *words, **more):
        """Dies with this process, also when that is killed."""
        log = open(self.folder / "log", "ab")
        process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", *words], stderr=log, **{"stdout": log, **more})
        log.close()
        self.processes.append(process)
        return process

    @staticmethod
    def line(process, what, begin=""):
        for line in process.stdout:
            if line.startswith(begin):
                return line.strip()[len(begin):]
        raise Missing(f"{what} does not start")

    @staticmethod
    def until(process, what, condition):
        for _ in range(PATIENCE_S * 50):
            if found := condition():
                return found
            if process.poll() is not None:
                break
            time.sleep(0.02)
        raise Missing(f"{what} does not start")

    # ---- NATS

    def start_nats(self):
        ports = self.folder / "ports"
        ports.mkdir()
        server = self.spawn(program("nats-server", "/usr/sbin/nats-server"), "-a", "127.0.0.1", "-p", "-1", "--ports_file_dir", str(ports))

        def ready():
            for file in ports.iterdir():
                try:
                    return json.loads(file.read_text())["nats"][0]
                except ValueError:  # half of it
                    pass
            return None
        return lambda: self.until(server, "nats-server", ready)

    # ---- gRPC

    def start_grpc(self):
        for python in (sys.executable, "/usr/bin/python3"):
            if silent(python, "-c", "import grpc") == 0:
                server = self.spawn(python, "-B", str(GRPC_SERVER), stdout=subprocess.PIPE, text=True)
                return lambda: self.line(server, "the gRPC server")
        raise Missing("python3-grpcio is not installed")

    # ---- OpenID

    def start_oidc(self):
        program("glewlwyd")
        folder = self.folder / "oidc"
        folder.mkdir()
        provider = self.spawn(sys.executable, "-B", str(PROVIDER), str(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return lambda: self.line(provider, "glewlwyd")

    # ---- TLS: ca.pem vouches for the servers and for client.pem; all are beside the definition of who asks

    FILES = ("ca.pem", "client.pem", "client.key")

    def certificates(self):
        if (self.folder / "ca.pem").exists():
            return
        program("openssl")
        where = {"cwd": self.folder}
        new = ("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2")
        failed = silent(*new, "-x509", "-subj", "/CN=ca", "-keyout", "ca.key", "-out", "ca.pem", **where)
        names = {"server": "IP:127.0.0.1", "hub": "DNS:raw.githubusercontent.com,DNS:gitlab.com", "client": "DNS:client"}
        for name, subject in names.items():
            failed += silent(*new, "-x509", "-CA", "ca.pem", "-CAkey", "ca.key", "-subj", "/CN=" + name, "-addext", "subjectAltName=" + subject,
                             "-addext", "basicConstraints=critical,CA:FALSE", "-keyout", name + ".key", "-out", name + ".pem", **where)
        if failed:
            raise Missing("openssl makes no certificates")

    def start_tls(self):
        self.certificates()
        server = self.spawn("openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "server.pem", "-key", "server.key", "-www",
                            "-CAfile", "ca.pem", "-Verify", "1", "-verify_return_error",
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, cwd=self.folder)
        return lambda: "https://127.0.0.1:" + self.line(server, "openssl s_server", "ACCEPT ").rpartition(":")[2]

    # ---- a proxy behind which github.com and gitlab.com are the server of services.py

    def start_hub(self):
        self.certificates()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "hub.pem", self.folder / "hub.key")
        hub, _ = services.serve(context)
        proxy = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.connect, args=(proxy, hub.server_port), daemon=True).start()
        return lambda: f"http://127.0.0.1:{proxy.getsockname()[1]}"

    @staticmethod
    def connect(proxy, port):
        def pump(source, target):
            try:
                while data := source.recv(65536):
                    target.sendall(data)
                target.shutdown(socket.SHUT_WR)
            except OSError:
                pass

        def tunnel(client):
            request = b""
            while b"\r\n\r\n" not in request:
                request += client.recv(4096) or b"\r\n\r\n"
            if request.startswith((b"CONNECT raw.githubusercontent.com:443 ", b"CONNECT gitlab.com:443 ")):
                server = socket.create_connection(("127.0.0.1", port))
                client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                threading.Thread(target=pump, args=(server, client), daemon=True).start()
                pump(client, server)
            else:
                client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        while True:
            client, _ = proxy.accept()
            threading.Thread(target=tunnel, args=(client,), daemon=True).start()

    # ---- containers: an image made of one static program

    def start_image(self):
        engine = next((name for name in ("podman", "docker") if shutil.which(name) and silent(name, "info") == 0), None)
        if not engine:
            raise Missing("neither podman nor docker works here")
        image, root = "localhost/beamline-conformance:1", self.folder / "image"
        (root / "bin").mkdir(parents=True)
        shutil.copy(program("busybox"), root / "bin/busybox")
        for name in ("sh", "cat", "echo"):
            (root / "bin" / name).symlink_to("busybox")
        with tempfile.TemporaryFile() as archive:
            subprocess.run(["tar", "-C", str(root), "-c", "."], stdout=archive, check=True)
            archive.seek(0)
            if silent(engine, "import", "-", image, stdin=archive) or silent(engine, "run", "--rm", image, "echo", "works"):
                raise Missing(f"{engine} cannot run an image of its own making here")
        return lambda: image
