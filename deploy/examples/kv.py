#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
# Writes and reads one key. The README says how the two imported modules are made from our protos.
import sys

import grpc
from prism.interfaces.keyvalue import keyvalue_basic_pb2 as kv
from prism.interfaces.keyvalue import keyvalue_basic_pb2_grpc as rpc

where = (("prism-namespace", sys.argv[1] if len(sys.argv) > 1 else "default"),)
with grpc.insecure_channel(sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1:8980") as channel:
    store = rpc.KeyValueBasicInterfaceStub(channel)
    print(store.Set(kv.SetRequest(key="greeting", value=b"hello"), metadata=where))
    print(store.Get(kv.GetRequest(key="greeting"), metadata=where))
