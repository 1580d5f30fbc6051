#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
# A pattern process: speaks LifecycleInterface with the launcher and PubSubBasicInterface with applications.
import os
import queue
import sys
import threading
import time
from concurrent import futures

import grpc
from prism.interfaces import lifecycle_pb2 as life
from prism.interfaces import lifecycle_pb2_grpc as life_rpc
from prism.interfaces.pubsub import pubsub_basic_pb2 as pubsub
from prism.interfaces.pubsub import pubsub_basic_pb2_grpc as pubsub_rpc

SUBSCRIBERS_MAX, WAITING_MAX = 64, 1000  # Each subscriber holds a thread.
END, SLOW = object(), object()
lock = threading.Lock()
subscriptions = {}  # Namespace, binding, topic and name of each, to what waits to be sent.
calls = 0


def place(request, context):
    global calls
    calls += 1
    if not request.topic:
        context.abort(grpc.StatusCode.INVALID_ARGUMENT, "topic must not be empty")
    return *(dict(context.invocation_metadata())[key] for key in ("prism-namespace", "prism-binding")), request.topic


class PubSub(pubsub_rpc.PubSubBasicInterfaceServicer):
    def Publish(self, request, context):
        at = place(request, context)
        message = pubsub.Message(topic=request.topic, payload=request.payload, metadata=request.metadata,
                                 message_id=os.urandom(12).hex(), timestamp=int(time.time() * 1000))
        with lock:
            for waiting in [waiting for key, waiting in subscriptions.items() if key[:3] == at]:
                if waiting.qsize() <= WAITING_MAX:
                    waiting.put(message if waiting.qsize() < WAITING_MAX else SLOW)
        return pubsub.PublishResponse(success=True, message_id=message.message_id)

    def Subscribe(self, request, context):
        key, mine = place(request, context) + (request.subscriber_id or os.urandom(12).hex(),), queue.Queue()
        with lock:
            if key in subscriptions:
                context.abort(grpc.StatusCode.ALREADY_EXISTS, "the topic has a subscription with this name")
            if len(subscriptions) >= SUBSCRIBERS_MAX:
                context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "there are too many subscriptions")
            subscriptions[key] = mine
        try:
            context.add_callback(lambda: mine.put(END)) or mine.put(END)
            context.send_initial_metadata(())  # From now on nothing is missed.
            for message in iter(mine.get, END):
                if message is SLOW:
                    context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "the subscriber is too slow")
                yield message
        finally:
            with lock:
                subscriptions.get(key) is mine and subscriptions.pop(key)

    def Unsubscribe(self, request, context):
        with lock:
            subscriptions.pop(place(request, context) + (request.subscriber_id,), queue.Queue()).put(END)
        return pubsub.UnsubscribeResponse(success=True)


class Lifecycle(life_rpc.LifecycleInterfaceServicer):
    def Initialize(self, request, context):
        return life.InitializeResponse(success=True, metadata=life.PatternMetadata(name="topics", version="1.0.0"))

    def HealthCheck(self, request, context):
        told = {"calls": str(calls), "calls_in_flight": str(len(subscriptions)), "volatile": "true"}
        return life.HealthCheckResponse(status=life.HEALTH_STATUS_HEALTHY, details=told)

    def Stop(self, request, context):
        threading.Timer(0.1, os._exit, [0]).start()
        return life.StopResponse(success=True)

    Start = lambda self, request, context: life.StartResponse(success=True)
    Drain = lambda self, request, context: life.DrainResponse(success=True)


server = grpc.server(futures.ThreadPoolExecutor(max_workers=SUBSCRIBERS_MAX + 16))
pubsub_rpc.add_PubSubBasicInterfaceServicer_to_server(PubSub(), server)
life_rpc.add_LifecycleInterfaceServicer_to_server(Lifecycle(), server)
server.add_insecure_port(sys.argv[sys.argv.index("--listen") + 1])
server.start()
sys.stdin.read()  # Its end is that of the launcher.
server.stop(5).wait()
