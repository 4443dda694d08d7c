# SPDX-License-Identifier: Apache-2.0
"""What the foreign clients of the tests share: modules generated from proto/, a daemon to talk to."""
import importlib
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import uuid

import grpc

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICES = ["cases", "values", "directory", "admin", "work", "deadlines", "rules", "reports"]


def generated():
    """The modules that protoc makes of proto/, in a folder of their own."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="cased-proto-"))
    files = sorted(str(p) for p in (ROOT / "proto" / "cased").rglob("*.proto"))
    subprocess.run(
        [sys.executable, "-m", "grpc_tools.protoc", "-I", str(ROOT / "proto"),
         "--python_out", str(folder), "--grpc_python_out", str(folder), *files], check=True)
    sys.path.insert(0, str(folder))
    loaded = {name: importlib.import_module(f"cased.v1.{name}_pb2") for name in SERVICES}
    loaded.update(
        {name + "_grpc": importlib.import_module(f"cased.v1.{name}_pb2_grpc")
         for name in SERVICES})
    return loaded


def channel(socket):
    return grpc.insecure_channel(
        f"unix:{socket}", options=[("grpc.default_authority", "localhost"),
                                   ("grpc.use_local_subchannel_pool", 1)])


def refusal(pb, error):
    """The refusal inside a status's details."""
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            for detail in pb["values"].StatusDetails.FromString(value).details:
                if detail.type_url.endswith("cased.v1.Refusal"):
                    return pb["values"].Refusal.FromString(detail.value)
    return None


def text(pb, value):
    return pb["values"].Value(text=value)


def unlike(title):
    """A title that no other case has: without a number, one title and proposer are asked about."""
    return f"{title} {uuid.uuid4().hex[:12]}"


class Daemon:
    """A cased on a folder; `kill` is SIGKILL."""

    def __init__(self, binary, folder, *arguments, wrapper=()):
        self.folder = pathlib.Path(folder)
        self.socket = str(self.folder / "s")
        self.log = open(self.folder / "log", "ab")
        self.command = [*wrapper, binary, "--data-dir", str(self.folder / "data"),
                        "--socket", self.socket, "--log-level", "warning", *arguments]
        self.start()

    def start(self, **environment):
        """Starts it (again), with these variables in its environment."""
        self.process = subprocess.Popen(
            self.command, stdout=self.log, stderr=self.log, env={**os.environ, **environment})
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise SystemExit(
                    f"the daemon ended with {self.process.returncode}: "
                    + (self.folder / "log").read_text())
            if self.answers():
                return
            time.sleep(0.02)
        raise SystemExit("the daemon did not serve within a minute")

    def answers(self):
        import socket
        probe = socket.socket(socket.AF_UNIX)
        try:
            probe.connect(self.socket)
            return True
        except OSError:
            return False
        finally:
            probe.close()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


def register(pb, stub, uid=None):
    """An assigner and a lead office, and this user in every role."""
    V = pb["directory"]
    offices = {"npc": ["assigner"], "mzj": ["lead", "clerk", "leader"], "dcs": ["supervisor"]}
    names = {"npc": "示例市人大常委会代表工委", "mzj": "示例市民政局", "dcs": "示例市政府督查室"}
    for code in offices:
        stub.AddOffice(V.AddOfficeRequest(office=V.Office(
            code=code, name=names[code], place="示例市", profile="cn",
            duties=["supervisor"] if code == "dcs" else [])))
    uid = os.getuid() if uid is None else uid
    stub.AddUser(V.AddUserRequest(uid=uid, name="张三", memberships=[
        V.Membership(office=code, role=role)
        for code, roles in offices.items() for role in roles]))
    return uid
