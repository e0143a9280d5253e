#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A gRPC server on a free port of loopback, which it prints: greet.Greeter of the cases. Its messages have one text each, field 1."""
import concurrent.futures

import grpc


def read(message):
    return message[2:2 + message[1]].decode() if message else ""  # a tag, a length below 128, and so many bytes


def write(text):
    return bytes([10, len(text.encode())]) + text.encode()


def hello(name, context):
    if name == "nobody":
        context.abort(grpc.StatusCode.NOT_FOUND, "nobody is not here")
    if name == "who":
        return "You are " + dict(context.invocation_metadata()).get("authorization", "unknown")
    return "Hello " + name


METHODS = {
    "SayHello": grpc.unary_unary_rpc_method_handler(hello, read, write),
    "Count": grpc.unary_stream_rpc_method_handler(lambda name, _: (f"{name} {i}" for i in range(3)), read, write),
    "Gather": grpc.stream_unary_rpc_method_handler(lambda names, _: "+".join(names), read, write),
    "Chat": grpc.stream_stream_rpc_method_handler(lambda names, _: ("Hello " + name for name in names), read, write),
}

server = grpc.server(concurrent.futures.ThreadPoolExecutor(4))
server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("greet.Greeter", METHODS),))
print(server.add_insecure_port("127.0.0.1:0"), flush=True)
server.start()
server.wait_for_termination()
