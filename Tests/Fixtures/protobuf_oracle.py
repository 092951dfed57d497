"""Answers with what Python's protobuf library makes of a message, for comparison.

usage: protobuf_oracle.py DESCRIPTOR_SET, with one request a line on standard input:
  encode MESSAGE JSON  ->  the wire bytes in hexadecimal
  decode MESSAGE HEX   ->  the JSON
A request that the library refuses is answered with "refused".
"""
import json
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

pool = descriptor_pool.DescriptorPool()
with open(sys.argv[1], "rb") as file:
    for proto in descriptor_pb2.FileDescriptorSet.FromString(file.read()).file:
        pool.Add(proto)
factory = message_factory.MessageFactory(pool)

for line in sys.stdin:
    operation, name, argument = line.rstrip("\n").split(" ", 2)
    message = factory.GetPrototype(pool.FindMessageTypeByName(name))()
    try:
        if operation == "encode":
            json_format.Parse(argument, message)
            print(message.SerializeToString(deterministic=True).hex())
        else:
            message.ParseFromString(bytes.fromhex(argument))
            print(json.dumps(json_format.MessageToDict(message), ensure_ascii=False))
    except Exception:
        print("refused")
