"""Follows an audit to its end, through broken connections, and prints each state as a line of JSON.

Generate the modules and run it as describe_audit_task.py says.
"""
import json
import random
import sys
import time

import grpc
from google.protobuf import json_format

from auditgrpc.v1 import audit_pb2
from auditgrpc.v1 import audit_service_pb2 as audits

TERMINAL = (
    audit_pb2.AUDIT_TASK_STATUS_COMPLETED,
    audit_pb2.AUDIT_TASK_STATUS_FAILED,
    audit_pb2.AUDIT_TASK_STATUS_CANCELED,
)
# Pings find a dead connection, which a silent stream does not.
KEEPALIVE = (("grpc.keepalive_time_ms", 30_000), ("grpc.keepalive_timeout_ms", 15_000))


def watch(target, task_id):
    """Yields the audit's states. Only OK after a terminal state means the end: whatever else breaks the call, it is made again."""
    request = audits.WatchAuditTaskRequest(task_id=task_id)
    with grpc.insecure_channel(target, options=KEEPALIVE) as channel:
        call = channel.unary_stream(
            "/auditgrpc.v1.AuditService/WatchAuditTask",
            request_serializer=audits.WatchAuditTaskRequest.SerializeToString,
            response_deserializer=audits.WatchAuditTaskResponse.FromString,
        )
        while True:
            try:
                for message in call(request):
                    if message.WhichOneof("event") == "audit_task":
                        request.known_etag = message.audit_task.etag
                        yield message.audit_task
                        if message.audit_task.task_status in TERMINAL:
                            return
            except grpc.RpcError as error:
                if error.code() not in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED):
                    raise
            time.sleep(random.uniform(0.5, 2))


if __name__ == "__main__":
    for audit in watch(*sys.argv[1:]):
        print(json.dumps(json_format.MessageToDict(audit)), flush=True)
