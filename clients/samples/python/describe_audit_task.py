"""Describes an audit, and prints the answer, or what went wrong, as JSON.

    protoc -I protos -I src/AuditGrpc.Server/Errors --python_out=OUT \
        auditgrpc/v1/audit.proto auditgrpc/v1/audit_service.proto google_rpc.proto
    PYTHONPATH=OUT python3 describe_audit_task.py localhost:5080 a3aea009955e501a31b764abe1bebd3d
"""
import json
import sys

import grpc
from google.protobuf import json_format

import google_rpc_pb2 as rpc
from auditgrpc.v1 import audit_service_pb2 as audits


def main(target, task_id):
    with grpc.insecure_channel(target) as channel:
        describe = channel.unary_unary(
            "/auditgrpc.v1.AuditService/DescribeAuditTask",
            request_serializer=audits.DescribeAuditTaskRequest.SerializeToString,
            response_deserializer=audits.DescribeAuditTaskResponse.FromString,
        )
        try:
            response = describe(audits.DescribeAuditTaskRequest(task_id=task_id), timeout=30)
        except grpc.RpcError as error:
            print(json.dumps(read_error(error), indent=2))
            return 1
    print(json_format.MessageToJson(response))
    return 0


def read_error(error):
    """Reads an error by its details: the reason says more than the code, and nothing has to be parsed out of the message."""
    read = {"code": error.code().name, "message": error.details()}
    trailers = dict(error.trailing_metadata() or ())
    status = rpc.Status.FromString(trailers.get("grpc-status-details-bin", b""))
    for detail in status.details:
        for kind in (rpc.ErrorInfo, rpc.RetryInfo, rpc.BadRequest):
            if detail.Is(kind.DESCRIPTOR):
                message = kind()
                detail.Unpack(message)
                read[kind.DESCRIPTOR.name] = json_format.MessageToDict(message)
    return read


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
