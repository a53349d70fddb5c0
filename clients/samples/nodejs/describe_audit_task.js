// Describes an audit, and prints the answer, or what went wrong, as JSON.
//
//     npm install @grpc/grpc-js @grpc/proto-loader
//     node describe_audit_task.js localhost:5080 a3aea009955e501a31b764abe1bebd3d
"use strict";

const path = require("node:path");
const grpc = require("@grpc/grpc-js");
const loader = require("@grpc/proto-loader");
const protobuf = require("protobufjs");

const root = path.join(__dirname, "../../..");
const definition = loader.loadSync("auditgrpc/v1/audit_service.proto", {
  includeDirs: [path.join(root, "protos")],
  longs: String,
  enums: String,
});
const { AuditService } = grpc.loadPackageDefinition(definition).auditgrpc.v1;
const rpc = protobuf.loadSync(path.join(root, "src/AuditGrpc.Server/Errors/google_rpc.proto"));

const [target, taskId] = process.argv.slice(2);
const client = new AuditService(target, grpc.credentials.createInsecure());
client.describeAuditTask({ taskId }, { deadline: Date.now() + 30_000 }, (error, response) => {
  console.log(JSON.stringify(error ? readError(error) : response, null, 2));
  process.exitCode = error ? 1 : 0;
  client.close();
});

// The reason says more than the code, and nothing has to be parsed out of the message.
function readError(error) {
  const read = { code: grpc.status[error.code], message: error.details };
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  if (bytes) {
    for (const { type_url: url, value } of rpc.lookupType("google.rpc.Status").decode(bytes).details) {
      const type = rpc.lookupType(url.slice(url.lastIndexOf("/") + 1));
      read[type.name] = type.toObject(type.decode(value), { longs: String });
    }
  }
  return read;
}
