# SPDX-License-Identifier: Apache-2.0
"""Sends calls whose headers no library would send: HTTP/2 by hand, over a Unix socket.

hostile_headers.py SOCKET [SEED ROUNDS]

Prints an object: the name of each call → the status it was answered with, `reset` or `closed`. With a
seed, so many calls with headers put together at random are sent as well. Ends with a failure as soon
as an ordinary call is not answered any more.
"""
import json
import random
import socket
import struct
import sys
import time

import hpack

HEALTH = "/grpc.health.v1.Health/Check"
END_STREAM, END_HEADERS = 1, 4
DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY, WINDOW_UPDATE = 0, 1, 3, 4, 6, 7, 8


def ordinary(path=HEALTH):
    return [(":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "localhost"),
            ("te", "trailers"), ("content-type", "application/grpc")]


class Connection:
    """One connection for one call."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(20)
        while True:
            try:
                self.socket.connect(path)
                break
            except BlockingIOError:
                # Others came first, and nobody has taken them yet.
                time.sleep(0.01)
        self.encoder, self.decoder = hpack.Encoder(), hpack.Decoder()
        self.socket.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        self.send(SETTINGS, 0, 0, b"")

    def send(self, kind, flags, stream, payload):
        self.socket.sendall(struct.pack(">I", len(payload))[1:] + bytes([kind, flags])
                            + struct.pack(">I", stream) + payload)

    def exactly(self, count):
        content = b""
        while len(content) < count:
            more = self.socket.recv(count - len(content))
            if not more:
                raise EOFError
            content += more
        return content

    def call(self, headers, message=b"\0\0\0\0\0", trailers=None):
        """The status of a call; how it ended when there is none."""
        try:
            self.send(HEADERS, END_HEADERS, 1, self.encoder.encode(headers, huffman=False))
            self.send(DATA, 0 if trailers else END_STREAM, 1, message)
            if trailers:
                self.send(HEADERS, END_HEADERS | END_STREAM, 1, self.encoder.encode(trailers))
            return self.answer()
        except (EOFError, ConnectionError):
            return "closed"

    def answer(self):
        status = None
        while True:
            head = self.exactly(9)
            length, kind, flags = int.from_bytes(head[:3], "big"), head[3], head[4]
            payload = self.exactly(length)
            if kind == SETTINGS and not flags & 1:
                self.send(SETTINGS, 1, 0, b"")
            elif kind == PING and not flags & 1:
                self.send(PING, 1, 0, payload)
            elif kind == RST_STREAM:
                return status or "reset"
            elif kind == GOAWAY:
                return status or "closed"
            elif kind == HEADERS:
                for name, value in self.decoder.decode(payload):
                    if name == "grpc-status":
                        status = value
                    elif name == ":status" and value != "200":
                        status = "http " + value
                if flags & END_STREAM:
                    return status or "none"
            elif kind == DATA and flags & END_STREAM:
                return status or "none"


def call(path, *arguments, **named):
    connection = Connection(path)
    try:
        return connection.call(*arguments, **named)
    finally:
        connection.socket.close()


TIMEOUTS = ["-1S", "-0S", "+1S", "-9999999n", "-1", "1", "S", "", " 1S", "1S ", "1s", "1.5S", "0x1S",
            "99999999H", "9999999H", "100000000S", "１S", "1\u0661S", "1S1S", "--1S", "-1H", "-1M",
            "-1m", "-1u", "-1n", "1e3S", "−1S"]


def named():
    """The calls whose answers are known."""
    for timeout in TIMEOUTS:
        yield f"timeout {timeout}", ordinary() + [("grpc-timeout", timeout)], {}
    twice = [("grpc-timeout", "10S"), ("grpc-timeout", "-1S")]
    yield "timeout twice", ordinary() + twice, {}
    yield "timeout twice, bad first", ordinary() + twice[::-1], {}
    yield "Timeout in capitals", ordinary() + [("Grpc-Timeout", "-1S")], {}
    yield "timeout in trailers", ordinary(), {"trailers": [("grpc-timeout", "-1S")]}
    yield "timeout, unknown method", ordinary("/a/b") + [("grpc-timeout", "-1S")], {}
    yield "timeout, of a case", ordinary("/cased.v1.Cases/Get") + [("grpc-timeout", "-1S")], {}
    for value in ["-1", "99999999999999999999", "", "x"]:
        yield f"attempts {value}", ordinary() + [("grpc-previous-rpc-attempts", value)], {}
        yield f"pushback {value}", ordinary() + [("grpc-retry-pushback-ms", value)], {}
    for value in ["gzip", "deflate", "identity", "x", "", "\u0000"]:
        yield f"encoding {value}", ordinary() + [("grpc-encoding", value)], {}
        yield f"accepts {value}", ordinary() + [("grpc-accept-encoding", value)], {}
    yield "encoding twice", ordinary() + [("grpc-encoding", "gzip")] * 2, {}
    for value in ["application/grpc+x", "text/plain", "", "application/grpc\u0000"]:
        headers = [pair for pair in ordinary() if pair[0] != "content-type"]
        yield f"type {value}", headers + [("content-type", value)], {}
    for index, (name, value) in enumerate(ordinary()):
        rest = ordinary()[:index] + ordinary()[index + 1:]
        yield f"no {name}", rest, {}
        yield f"{name} twice", rest[:index] + [(name, value)] * 2 + rest[index:], {}
        yield f"empty {name}", rest[:index] + [(name, "")] + rest[index:], {}
    for path in ["", "/", "//", "///", "a", "/a", "*", "/a/b/c", "/\u0000/\u0000", "/é/é"]:
        yield f"path {path}", ordinary(path), {}
    for value in ["=", "====", "a", "!!", "AAA=AAA", "\u0000", "AA==" * 1000]:
        yield f"binary {value[:10]}", ordinary() + [("x-bin", value)], {}
    yield "no name", ordinary() + [("", "x")], {}
    yield "status details", ordinary() + [("grpc-status-details-bin", "?")], {}
    yield "status", ordinary() + [("grpc-status", "-1"), ("grpc-message", "%")], {}
    yield "http status", ordinary() + [(":status", "200")], {}
    yield "peer", ordinary() + [("x-cased-peer-uid", "-1"), ("X-Cased-Peer-Uid", "0")], {}


def random_headers(numbers):
    names = [name for name, _ in ordinary()] + [
        "grpc-timeout", "grpc-encoding", "grpc-accept-encoding", "grpc-previous-rpc-attempts",
        "grpc-retry-pushback-ms", "x-bin", "-bin", "grpc-status", "connection", "x", "upgrade"]
    pieces = ["-", "+", "0", "1", "9" * 8, "H", "S", "n", "\0", " ", "é", "１", "/", "=", "gzip", "%",
              "application/grpc", ":", ",", "9" * 19]
    headers = ordinary()
    for _ in range(numbers.randint(1, 4)):
        value = "".join(numbers.choices(pieces, k=numbers.randint(0, 4)))
        headers.insert(numbers.randint(0, len(headers)), (numbers.choice(names), value))
    return headers


def main(path, seed="0", rounds="0"):
    numbers = random.Random(int(seed))
    answers = {}
    calls = list(named())
    calls += [(f"random {n}", random_headers(numbers), {}) for n in range(int(rounds))]
    for name, headers, more in calls:
        answer = call(path, headers, **more)
        if int(rounds) == 0 or not name.startswith("random"):
            answers[name] = answer
        try:
            alive = call(path, ordinary())
        except OSError as error:
            alive = str(error)
        if alive != "0":
            raise SystemExit(f"after “{name}” {headers} ({answer}) nobody answers: {alive}")
    print(json.dumps(answers, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
