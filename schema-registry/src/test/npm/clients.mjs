// Runs both clients against the registry whose address is the first argument. Writes one line for each thing that
// worked, as the second argument names it; anything else is a failure with its trace.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const confluent = require('@confluentinc/schemaregistry');
const kafkajs = require('@kafkajs/confluent-schema-registry');
const { create, createFileRegistry, fromBinary, toBinary } = require('@bufbuild/protobuf');
const wkt = require('@bufbuild/protobuf/wkt');

const [base] = process.argv.slice(2);
const done = (what) => console.log(`ok ${what}`);

const avro = JSON.stringify({
  type: 'record', name: 'User', namespace: 'shop',
  fields: [{ name: 'name', type: 'string' }, { name: 'age', type: 'int', default: 0 }],
});
const json = JSON.stringify({
  $schema: 'http://json-schema.org/draft-07/schema#', title: 'User', type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name'], additionalProperties: false,
});

async function confluentRest() {
  const client = new confluent.SchemaRegistryClient({ baseURLs: [base], cacheCapacity: 100 });
  const id = await client.register('c-user', { schema: avro, schemaType: 'AVRO' });
  assert.ok(id > 0);
  assert.equal(await client.register('c-user', { schema: avro, schemaType: 'AVRO' }), id);
  assert.equal(await client.getId('c-user', { schema: avro, schemaType: 'AVRO' }), id);
  const full = await client.registerFullResponse('c-user', { schema: avro, schemaType: 'AVRO' });
  assert.equal(full.id, id);
  assert.equal((await client.getBySubjectAndId('c-user', id)).schema, JSON.stringify(JSON.parse(avro)));
  assert.equal((await client.getByGuid(full.guid)).schema, JSON.stringify(JSON.parse(avro)));
  const latest = await client.getLatestSchemaMetadata('c-user');
  assert.equal(latest.version, 1);
  assert.equal(await client.getVersion('c-user', { schema: avro, schemaType: 'AVRO' }), 1);
  assert.deepEqual(await client.getAllVersions('c-user'), [1]);
  assert.ok((await client.getAllSubjects()).includes('c-user'));
  done('confluent rest');

  assert.equal(await client.testSubjectCompatibility('c-user', { schema: '"int"', schemaType: 'AVRO' }), false);
  assert.equal(await client.testCompatibility('c-user', 1, { schema: avro, schemaType: 'AVRO' }), true);
  await assert.rejects(client.register('c-user', { schema: '"int"', schemaType: 'AVRO' }), (e) => e.status === 409);
  assert.equal(await client.getDefaultCompatibility(), 'BACKWARD');
  assert.equal(await client.updateCompatibility('c-user', 'FULL'), 'FULL');
  assert.equal(await client.getCompatibility('c-user'), 'FULL');
  await client.updateConfig('c-user', { compatibilityLevel: 'NONE', normalize: true });
  assert.equal((await client.getConfig('c-user')).normalize, true);
  done('confluent settings');

  const ruled = {
    schema: avro, schemaType: 'AVRO',
    metadata: { properties: { owner: 'me' } },
    ruleSet: { domainRules: [{ name: 'adult', kind: 'CONDITION', mode: 'WRITE', type: 'CEL', expr: 'true' }] },
  };
  await client.register('c-ruled', ruled);
  const found = await client.getLatestWithMetadata('c-ruled', { owner: 'me' });
  assert.equal(found.ruleSet.domainRules[0].name, 'adult');
  done('confluent metadata and rules');

  assert.deepEqual(await client.deleteSubject('c-ruled'), [1]);
  assert.deepEqual(await client.deleteSubject('c-ruled', true), [1]);
  await assert.rejects(client.getLatestSchemaMetadata('c-ruled'), (e) => e.status === 404 && e.errorCode === 40401);
  done('confluent deletion');
}

async function roundTrip(name, Serializer, Deserializer, client, message, check) {
  const serializer = new Serializer(client, confluent.SerdeType.VALUE, { autoRegisterSchemas: true });
  if (check.registry) {
    serializer.registry.add(check.registry);
  }
  const bytes = await serializer.serialize(`c-${name}`, message);
  assert.equal(bytes[0], 0);
  const fresh = new confluent.SchemaRegistryClient({ baseURLs: [base], cacheCapacity: 100 });
  const deserializer = new Deserializer(fresh, confluent.SerdeType.VALUE, {});
  check.same(await deserializer.deserialize(`c-${name}`, bytes));
  assert.deepEqual(await fresh.getAllVersions(`c-${name}-value`), [1]);
  done(`confluent ${name}`);
}

async function confluentSerdes() {
  const client = new confluent.SchemaRegistryClient({ baseURLs: [base], cacheCapacity: 100 });
  const user = { name: 'Ada', age: 36 };

  await client.register('c-avro-value', { schema: avro, schemaType: 'AVRO' });
  const avroWriter = new confluent.AvroSerializer(client, confluent.SerdeType.VALUE, { useLatestVersion: true });
  const avroBytes = await avroWriter.serialize('c-avro', user);
  const avroReader = new confluent.AvroDeserializer(client, confluent.SerdeType.VALUE, {});
  const read = await avroReader.deserialize('c-avro', avroBytes);
  assert.deepEqual({ name: read.name, age: read.age }, user);
  done('confluent avro');

  await client.register('c-json-value', { schema: json, schemaType: 'JSON' });
  const jsonWriter = new confluent.JsonSerializer(client, confluent.SerdeType.VALUE, { useLatestVersion: true, validate: true });
  const jsonReader = new confluent.JsonDeserializer(client, confluent.SerdeType.VALUE, { validate: true });
  assert.deepEqual(await jsonReader.deserialize('c-json', await jsonWriter.serialize('c-json', user)), user);
  await assert.rejects(jsonWriter.serialize('c-json', { age: 1 }));
  done('confluent json');

  const registry = protobufRegistry();
  const User = registry.getMessage('shop.User');
  const message = create(User, { name: 'Ada', age: 36, tags: { a: 'b' }, since: { seconds: 5n, nanos: 0 } });
  await roundTrip('protobuf', confluent.ProtobufSerializer, confluent.ProtobufDeserializer, client, message, {
    registry: User,
    same: (seen) => {
      assert.equal(seen.name, 'Ada');
      assert.equal(seen.age, 36);
      assert.deepEqual(seen.tags, { a: 'b' });
      assert.equal(seen.since.seconds, 5n);
    },
  });
}

// A file as a code generator would make it: proto3, an optional field, a map and an import.
function protobufRegistry() {
  const string = { label: 1, type: 9 };
  const proto = create(wkt.FileDescriptorProtoSchema, {
    name: 'user.proto', package: 'shop', syntax: 'proto3',
    dependency: ['google/protobuf/timestamp.proto'],
    messageType: [{
      name: 'User',
      field: [
        { name: 'name', number: 1, ...string, jsonName: 'name' },
        { name: 'age', number: 2, label: 1, type: 5, jsonName: 'age', proto3Optional: true, oneofIndex: 0 },
        { name: 'tags', number: 3, label: 3, type: 11, typeName: '.shop.User.TagsEntry', jsonName: 'tags' },
        { name: 'since', number: 4, label: 1, type: 11, typeName: '.google.protobuf.Timestamp', jsonName: 'since' },
      ],
      nestedType: [{
        name: 'TagsEntry', options: { mapEntry: true },
        field: [{ name: 'key', number: 1, ...string, jsonName: 'key' }, { name: 'value', number: 2, ...string, jsonName: 'value' }],
      }],
      oneofDecl: [{ name: '_age' }],
    }],
  });
  const timestamp = wkt.file_google_protobuf_timestamp.proto;
  const set = create(wkt.FileDescriptorSetSchema, { file: [timestamp, proto] });
  return createFileRegistry(fromBinary(wkt.FileDescriptorSetSchema, toBinary(wkt.FileDescriptorSetSchema, set)));
}

async function kafkaJs() {
  const { SchemaRegistry, SchemaType, COMPATIBILITY } = kafkajs;
  const registry = new SchemaRegistry({ host: base });
  const user = { name: 'Ada', age: 36 };

  const { id } = await registry.register({ type: SchemaType.AVRO, schema: avro }, { subject: 'k-avro', compatibility: COMPATIBILITY.BACKWARD });
  const read = await registry.decode(await registry.encode(id, user));
  assert.deepEqual({ name: read.name, age: read.age }, user);
  assert.equal(await registry.getLatestSchemaId('k-avro'), id);
  assert.equal(await registry.getRegistryId('k-avro', 1), id);
  assert.equal(await registry.getRegistryIdBySchema('k-avro', { type: SchemaType.AVRO, schema: avro }), id);
  done('kafkajs avro');

  const asJson = await registry.register({ type: SchemaType.JSON, schema: json }, { subject: 'k-json' });
  assert.deepEqual(await registry.decode(await registry.encode(asJson.id, user)), user);
  await assert.rejects(registry.encode(asJson.id, { age: 1 }));
  done('kafkajs json');

  const proto = 'syntax = "proto3";\npackage shop;\nmessage User {\n  string name = 1;\n  int32 age = 2;\n}\n';
  const asProto = await registry.register({ type: SchemaType.PROTOBUF, schema: proto }, { subject: 'k-protobuf' });
  const seen = await registry.decode(await registry.encode(asProto.id, user));
  assert.deepEqual({ name: seen.name, age: seen.age }, user);
  done('kafkajs protobuf');

  await assert.rejects(registry.register({ type: SchemaType.AVRO, schema: '{"type":"record","name":"User","namespace":"shop","fields":[{"name":"other","type":"string"}]}' }, { subject: 'k-avro' }));
  done('kafkajs incompatibility');
}

await confluentRest();
await confluentSerdes();
await kafkaJs();
