"""Runs Confluent's client for Python against the registry whose address is the first argument.

Writes one line for each thing that worked; anything else is a failure with its trace.
"""
import json
import sys

from confluent_kafka.schema_registry import Schema, SchemaRegistryClient
from confluent_kafka.schema_registry.error import SchemaRegistryError
from confluent_kafka.schema_registry.json_schema import JSONDeserializer, JSONSerializer
from confluent_kafka.schema_registry.protobuf import ProtobufDeserializer, ProtobufSerializer
from confluent_kafka.serialization import MessageField, SerializationContext
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

AVRO = json.dumps({"type": "record", "name": "User", "fields": [{"name": "name", "type": "string"}]})
JSON = json.dumps({
    "$schema": "http://json-schema.org/draft-07/schema#", "title": "User", "type": "object",
    "properties": {"name": {"type": "string"}}, "required": ["name"],
})


def rest(client):
    identity = client.register_schema("p-user", Schema(AVRO, "AVRO"))
    assert client.register_schema("p-user", Schema(AVRO, "AVRO")) == identity
    assert json.loads(client.get_schema(identity).schema_str) == json.loads(AVRO)
    found = client.lookup_schema("p-user", Schema(AVRO, "AVRO"))
    assert (found.schema_id, found.version) == (identity, 1)
    assert client.get_latest_version("p-user").version == 1
    assert client.get_version("p-user", 1).schema_id == identity
    assert client.get_versions("p-user") == [1]
    assert "p-user" in client.get_subjects()
    client.set_compatibility("p-user", "FULL")
    assert client.get_compatibility("p-user") == "FULL"
    try:
        client.register_schema("p-user", Schema('"int"', "AVRO"))
        raise AssertionError("an incompatible schema was taken")
    except SchemaRegistryError as refused:
        assert refused.http_status_code == 409
    client.register_schema("p-other", Schema(AVRO, "AVRO"))
    assert client.delete_version("p-other", 1) == 1
    assert client.delete_subject("p-user") == [1]
    print("ok python rest")


def as_json(client):
    context = SerializationContext("p-json", MessageField.VALUE)
    user = {"name": "Ada"}
    data = JSONSerializer(JSON, client)(user, context)
    assert data[0] == 0
    assert JSONDeserializer(JSON)(data, context) == user
    print("ok python json")


def as_protobuf(client):
    file = descriptor_pb2.FileDescriptorProto(name="p_user.proto", package="shop", syntax="proto3")
    message = file.message_type.add(name="User")
    message.field.add(name="name", number=1, label=1, type=9)
    message.field.add(name="age", number=2, label=1, type=5)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    user = message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("shop.User"))
    context = SerializationContext("p-proto", MessageField.VALUE)
    data = ProtobufSerializer(user, client)(user(name="Ada", age=36), context)
    assert data[0] == 0
    assert ProtobufDeserializer(user)(data, context).age == 36
    text = client.get_latest_version("p-proto-value").schema.schema_str
    assert "message User" in text, text
    print("ok python protobuf")


if __name__ == "__main__":
    registry = SchemaRegistryClient({"url": sys.argv[1]})
    rest(registry)
    as_json(registry)
    as_protobuf(registry)
