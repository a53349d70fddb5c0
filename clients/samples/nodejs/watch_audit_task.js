// Follows an audit to its end, through broken connections, and prints each state as a line of JSON.
//
//     npm install @grpc/grpc-js @grpc/proto-loader
//     node watch_audit_task.js localhost:5080 feed0000000000000000000000000007
"use strict";

const path = require("node:path");
const { setTimeout: sleep } = require("node:timers/promises");
const grpc = require("@grpc/grpc-js");
const loader = require("@grpc/proto-loader");

const definition = loader.loadSync("auditgrpc/v1/audit_service.proto", {
  includeDirs: [path.join(__dirname, "../../../protos")],
  longs: String,
  enums: String,
});
const { AuditService } = grpc.loadPackageDefinition(definition).auditgrpc.v1;
const terminal = ["AUDIT_TASK_STATUS_COMPLETED", "AUDIT_TASK_STATUS_FAILED", "AUDIT_TASK_STATUS_CANCELED"];
const resumed = [grpc.status.UNAVAILABLE, grpc.status.CANCELLED];
// Pings find a dead connection, which a silent stream does not.
const keepalive = { "grpc.keepalive_time_ms": 30_000, "grpc.keepalive_timeout_ms": 15_000 };

// Yields the audit's states. Only OK after a terminal state means the end: whatever else breaks the call, it is made again.
async function* watch(client, taskId) {
  for (let knownEtag = ""; ; await sleep(500 + 1500 * Math.random())) {
    try {
      for await (const { auditTask } of client.watchAuditTask({ taskId, knownEtag })) {
        if (auditTask) {
          knownEtag = auditTask.etag;
          yield auditTask;
          if (terminal.includes(auditTask.taskStatus)) {
            return;
          }
        }
      }
    } catch (error) {
      if (!resumed.includes(error.code)) {
        throw error;
      }
    }
  }
}

async function main(target, taskId) {
  const client = new AuditService(target, grpc.credentials.createInsecure(), keepalive);
  try {
    for await (const audit of watch(client, taskId)) {
      console.log(JSON.stringify(audit));
    }
  } catch (error) {
    console.error(`${grpc.status[error.code]}: ${error.details}`);
    process.exitCode = 1;
  } finally {
    client.close();
  }
}

main(...process.argv.slice(2));
