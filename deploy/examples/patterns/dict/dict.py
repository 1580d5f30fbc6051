#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
# A pattern process: speaks LifecycleInterface with the launcher and KeyValueBasicInterface with applications.
import os
import sys
import threading
from concurrent import futures

import grpc
from prism.interfaces import lifecycle_pb2 as life
from prism.interfaces import lifecycle_pb2_grpc as life_rpc
from prism.interfaces.keyvalue import keyvalue_basic_pb2 as kv
from prism.interfaces.keyvalue import keyvalue_basic_pb2_grpc as kv_rpc

data = {}
calls = 0


class KeyValue(kv_rpc.KeyValueBasicInterfaceServicer):
    def key(self, request, context):
        global calls
        calls += 1
        where = dict(context.invocation_metadata())
        return where["prism-namespace"], where["prism-binding"], request.key

    def Set(self, request, context):
        if request.HasField("ttl_seconds") or request.HasField("ttl_millis"):
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "this pattern knows no time to live")
        data[self.key(request, context)] = request.value
        return kv.SetResponse(success=True)

    def Get(self, request, context):
        value = data.get(self.key(request, context))
        return kv.GetResponse(found=value is not None, value=value or b"")

    def Delete(self, request, context):
        return kv.DeleteResponse(success=True, key_existed=data.pop(self.key(request, context), None) is not None)

    def Exists(self, request, context):
        return kv.ExistsResponse(exists=self.key(request, context) in data)


class Lifecycle(life_rpc.LifecycleInterfaceServicer):
    def Initialize(self, request, context):
        print("I am", request.name)
        return life.InitializeResponse(success=True, metadata=life.PatternMetadata(name="dict", version="1.0.0"))

    def Start(self, request, context):
        return life.StartResponse(success=True)

    def HealthCheck(self, request, context):
        told = {"calls": str(calls), "calls_in_flight": "0", "volatile": "true"}
        return life.HealthCheckResponse(status=life.HEALTH_STATUS_HEALTHY, details=told)

    def Drain(self, request, context):
        return life.DrainResponse(success=True)

    def Stop(self, request, context):
        threading.Timer(0.1, os._exit, [0]).start()
        return life.StopResponse(success=True)


server = grpc.server(futures.ThreadPoolExecutor(max_workers=16))
kv_rpc.add_KeyValueBasicInterfaceServicer_to_server(KeyValue(), server)
life_rpc.add_LifecycleInterfaceServicer_to_server(Lifecycle(), server)
server.add_insecure_port(sys.argv[sys.argv.index("--listen") + 1])
server.start()
sys.stdin.read()  # Its end is that of the launcher.
server.stop(5).wait()
