#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Uses every part of KeyValue as an application would, and stops at the first answer that is not as promised.

Usage: keyvalue.py [NAMESPACE [HOST:PORT]]      (default: default 127.0.0.1:8980)

It knows nothing of backends: put the namespace on memory, sqlite, redis or postgres in prism.yaml, and it passes
unchanged. The README says how the imported modules are made from our protos. Exit code 0: all as promised.
"""
import sys
import time
import uuid

import grpc
from prism.interfaces.keyvalue import keyvalue_basic_pb2 as kv
from prism.interfaces.keyvalue import keyvalue_basic_pb2_grpc as basic_rpc
from prism.interfaces.keyvalue import keyvalue_batch_pb2 as batch
from prism.interfaces.keyvalue import keyvalue_batch_pb2_grpc as batch_rpc
from prism.interfaces.keyvalue import keyvalue_cas_pb2 as cas
from prism.interfaces.keyvalue import keyvalue_cas_pb2_grpc as cas_rpc
from prism.interfaces.keyvalue import keyvalue_counter_pb2 as counter
from prism.interfaces.keyvalue import keyvalue_counter_pb2_grpc as counter_rpc
from prism.interfaces.keyvalue import keyvalue_scan_pb2 as scan
from prism.interfaces.keyvalue import keyvalue_scan_pb2_grpc as scan_rpc
from prism.interfaces.keyvalue import keyvalue_transactional_pb2 as tx
from prism.interfaces.keyvalue import keyvalue_transactional_pb2_grpc as tx_rpc
from prism.interfaces.keyvalue import keyvalue_ttl_pb2 as ttl
from prism.interfaces.keyvalue import keyvalue_ttl_pb2_grpc as ttl_rpc

checks = 0


def expect(what, seen, wanted):
    global checks
    checks += 1
    if seen != wanted:
        sys.exit("%s: expected %r, but saw %r" % (what, wanted, seen))


def basics(store, md, k):
    expect("a key that is not there", store.Get(kv.GetRequest(key=k("none")), metadata=md).found, False)
    value = bytes(range(256))
    version = store.Set(kv.SetRequest(key=k("bytes"), value=value), metadata=md).version
    got = store.Get(kv.GetRequest(key=k("bytes")), metadata=md)
    expect("bytes as they were", (got.found, got.value, got.version), (True, value, version))
    store.Set(kv.SetRequest(key=k("empty"), value=b""), metadata=md)
    empty = store.Get(kv.GetRequest(key=k("empty")), metadata=md)
    expect("an empty value is there", (empty.found, empty.value), (True, b""))
    expect("delete", store.Delete(kv.DeleteRequest(key=k("empty")), metadata=md).key_existed, True)
    expect("delete again", store.Delete(kv.DeleteRequest(key=k("empty")), metadata=md).key_existed, False)
    expect("exists", store.Exists(kv.ExistsRequest(key=k("empty")), metadata=md).exists, False)


def lifetimes(store, expiring, md, k):
    store.Set(kv.SetRequest(key=k("brief"), value=b"x", ttl_millis=300), metadata=md)
    expect("alive", store.Exists(kv.ExistsRequest(key=k("brief")), metadata=md).exists, True)
    deadline = time.monotonic() + 10
    while store.Exists(kv.ExistsRequest(key=k("brief")), metadata=md).exists and time.monotonic() < deadline:
        time.sleep(0.05)
    expect("gone after its time", store.Exists(kv.ExistsRequest(key=k("brief")), metadata=md).exists, False)
    store.Set(kv.SetRequest(key=k("long"), value=b"x", ttl_seconds=3600), metadata=md)
    left = expiring.GetTTL(ttl.GetTTLRequest(key=k("long")), metadata=md).ttl_seconds
    expect("time left", 3500 < left <= 3600, True)
    expect("persist", expiring.Persist(ttl.PersistRequest(key=k("long")), metadata=md).expiration_removed, True)
    expect("for ever", expiring.GetTTL(ttl.GetTTLRequest(key=k("long")), metadata=md).ttl_seconds, -1)


def lists(store, scans, md, k):
    names = [k("list/%02d_%%*?[\\" % i) for i in range(20)]
    for name in names:
        store.Set(kv.SetRequest(key=name, value=b"v"), metadata=md)
    expect("count", scans.Count(scan.CountRequest(prefix=k("list/")), metadata=md).count, 20)
    seen, token = [], ""
    while True:
        page = list(scans.ScanKeys(scan.ScanKeysRequest(prefix=k("list/"), limit=6, page_token=token), metadata=md))
        seen += [item.key for item in page]
        token = page[-1].next_page_token if page else ""
        if not token:
            break
    expect("pages hold every key once, in order", seen, names)
    first = list(scans.Scan(scan.ScanRequest(prefix=k("list/0"), limit=1), metadata=md))
    expect("an entry", (first[0].key, first[0].value), (names[0], b"v"))


def batches(batched, md, k):
    bad = kv.SetRequest(key="", value=b"")
    written = batched.BatchSet(
        batch.BatchSetRequest(requests=[kv.SetRequest(key=k("b1"), value=b"1"), bad, kv.SetRequest(key=k("b2"))]),
        metadata=md)
    expect("one bad key hides no other", [r.success for r in written.results], [True, False, True])
    read = batched.BatchGet(batch.BatchGetRequest(keys=[k("b2"), k("none"), k("b1")]), metadata=md)
    expect("answers in order", [(r.found, r.value) for r in read.results], [(True, b""), (False, b""), (True, b"1")])


def conditions(store, conditional, md, k):
    create = cas.CompareAndSwapRequest(key=k("cas"), value=b"1", expect_absent=True)
    created = conditional.CompareAndSwap(create, metadata=md)
    expect("created", created.swapped, True)
    expect("not created twice", conditional.CompareAndSwap(create, metadata=md).swapped, False)
    stale = cas.CompareAndSwapRequest(key=k("cas"), value=b"3", expected_version=created.version)
    store.Set(kv.SetRequest(key=k("cas"), value=b"2"), metadata=md)
    expect("a stale version", conditional.CompareAndSwap(stale, metadata=md).swapped, False)
    expect("is not written", store.Get(kv.GetRequest(key=k("cas")), metadata=md).value, b"2")


def counts(counting, md, k):
    one = counter.IncrementRequest(key=k("hits"), initial=40, delta=2)
    expect("a new counter", counting.Increment(one, metadata=md).value, 42)
    expect("counts on", counting.Increment(counter.IncrementRequest(key=k("hits")), metadata=md).value, 43)
    once = (("prism-idempotency-key", str(uuid.uuid4())),)
    again = [counting.Increment(counter.IncrementRequest(key=k("hits")), metadata=md + once).value for _ in range(3)]
    expect("sent three times, counted once", again, [44, 44, 44])


def transactions(store, transactional, md, k):
    def run(*operations):
        return transactional.Execute(tx.TransactionRequest(operations=operations), metadata=md)

    done = run(
        tx.TransactionOperation(set=kv.SetRequest(key=k("from"), value=b"90")),
        tx.TransactionOperation(set=kv.SetRequest(key=k("to"), value=b"110")),
        tx.TransactionOperation(get=kv.GetRequest(key=k("from"))))
    expect("committed", (done.committed, done.results[2].get.value), (True, b"90"))
    undone = run(
        tx.TransactionOperation(set=kv.SetRequest(key=k("from"), value=b"0")),
        tx.TransactionOperation(
            compare_and_swap=cas.CompareAndSwapRequest(key=k("to"), value=b"200", expected_version="never")))
    expect("not committed", (undone.committed, undone.failed_operation), (False, 1))
    expect("undone", store.Get(kv.GetRequest(key=k("from")), metadata=md).value, b"90")


def main(namespace="default", where="127.0.0.1:8980"):
    md = (("prism-namespace", namespace),)
    run = "check-%s/" % uuid.uuid4()
    with grpc.insecure_channel(where) as channel:
        store = basic_rpc.KeyValueBasicInterfaceStub(channel)
        k = lambda name: run + name
        basics(store, md, k)
        lifetimes(store, ttl_rpc.KeyValueTTLInterfaceStub(channel), md, k)
        scans = scan_rpc.KeyValueScanInterfaceStub(channel)
        lists(store, scans, md, k)
        batched = batch_rpc.KeyValueBatchInterfaceStub(channel)
        batches(batched, md, k)
        conditions(store, cas_rpc.KeyValueCasInterfaceStub(channel), md, k)
        counts(counter_rpc.KeyValueCounterInterfaceStub(channel), md, k)
        transactions(store, tx_rpc.KeyValueTransactionalInterfaceStub(channel), md, k)
        keys = [item.key for item in scans.ScanKeys(scan.ScanKeysRequest(prefix=run), metadata=md)]
        batched.BatchDelete(batch.BatchDeleteRequest(keys=keys), metadata=md)
        expect("all cleaned up", scans.Count(scan.CountRequest(prefix=run), metadata=md).count, 0)
    print("ok: %d checks, namespace %s" % (checks, namespace))


if __name__ == "__main__":
    main(*sys.argv[1:3])
