# SPDX-License-Identifier: Apache-2.0
"""A client that has no .proto files: it asks the server what there is, and calls it.

usage: reflecting_client.py SOCKET PID
Health by the standard package, reflection by the standard package (its earlier name) and by its present name. What
the server describes is held against what protoc makes of proto/. At last the process is told to stop: whoever
watches its health is told.
Prints one line of JSON; exits 1 when something is not as it should be.
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase)

PROTO = pathlib.Path(__file__).resolve().parents[2] / "proto"
PRESENT = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"


def healthy(channel):
    stub = health_pb2_grpc.HealthStub(channel)
    told = {}
    for service in ["", "cased.v1.Cases", "cased.v1.Admin", "nothing.of.the.kind"]:
        try:
            answer = stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=60)
            told[service] = health_pb2.HealthCheckResponse.ServingStatus.Name(answer.status)
        except grpc.RpcError as error:
            told[service] = error.code().name
    first = next(stub.Watch(health_pb2.HealthCheckRequest(service="nothing.of.the.kind")))
    told["watched"] = health_pb2.HealthCheckResponse.ServingStatus.Name(first.status)
    return told


def ask(channel, *requests):
    """By the present name; the messages are those of the earlier one."""
    call = channel.stream_stream(
        PRESENT, request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
        response_deserializer=reflection_pb2.ServerReflectionResponse.FromString)
    return list(call(iter(requests), timeout=60))


def described(database):
    """Every file that the server tells of, against protoc's."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "set"
        files = sorted(str(p.relative_to(PROTO)) for p in PROTO.rglob("*.proto"))
        subprocess.run([sys.executable, "-m", "grpc_tools.protoc", "-I", str(PROTO),
                        "--include_imports", f"--descriptor_set_out={out}", *files], check=True)
        expected = descriptor_pb2.FileDescriptorSet.FromString(out.read_bytes())
    for file in expected.file:
        if database.FindFileByName(file.name) != file:
            raise SystemExit(f"{file.name} is described otherwise than protoc does")
    return len(expected.file)


def called(channel, pool, service, method, **fields):
    """Calls a method of which only the server's description is known."""
    told = pool.FindServiceByName(service).FindMethodByName(method)
    request = message_factory.GetMessageClass(told.input_type)
    answer = message_factory.GetMessageClass(told.output_type)
    call = channel.unary_unary(
        f"/{service}/{method}", request_serializer=request.SerializeToString,
        response_deserializer=answer.FromString)
    return call(request(**fields), timeout=60)


def main():
    socket, process = sys.argv[1], int(sys.argv[2])
    channel = grpc.insecure_channel(
        f"unix:{socket}", options=[("grpc.default_authority", "localhost")])
    database = ProtoReflectionDescriptorDatabase(channel)
    pool = descriptor_pool.DescriptorPool(database)
    R = reflection_pb2.ServerReflectionRequest
    answers = ask(
        channel, R(list_services=""), R(file_containing_symbol="cased.v1.Cases.Act"),
        R(file_containing_symbol="cased.v1.Nothing"), R(file_by_filename="nothing.proto"),
        R(all_extension_numbers_of_type="cased.v1.Case"), R())
    result = {
        "health": healthy(channel),
        "services": sorted(database.get_services()),
        "present": sorted(s.name for s in answers[0].list_services_response.service),
        "file": descriptor_pb2.FileDescriptorProto.FromString(
            answers[1].file_descriptor_response.file_descriptor_proto[0]).name,
        "errors": [a.error_response.error_code for a in (answers[2], answers[3], answers[5])],
        "extensions": list(answers[4].all_extension_numbers_response.extension_number),
        "files": described(database),
        "me": called(channel, pool, "cased.v1.Directory", "WhoAmI").uid,
        "workflows": len(called(channel, pool, "cased.v1.Rules", "ListWorkflows").workflows),
    }
    watch = health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest())
    seen = [next(watch).status]
    os.kill(process, signal.SIGTERM)
    try:
        seen += [answer.status for answer in watch]
    except grpc.RpcError as error:
        seen.append(error.code().name)
    result["watched"] = seen
    print(json.dumps(result))


if __name__ == "__main__":
    main()
