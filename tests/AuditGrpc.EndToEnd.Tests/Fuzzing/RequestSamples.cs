using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>A good request to each RPC that the server has, and its path. Those that stream end by themselves.</summary>
internal static class RequestSamples
{
    private const string Check = "DEVICE_CERTIFICATE_SHARED_CHECK";

    public static IReadOnlyList<(string Path, byte[] Message)> All { get; } =
    [
        Of("auditgrpc.v1.AuditService/DescribeAuditTask", new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented }),
        Of("auditgrpc.v1.AuditService/WatchAuditTask", new WatchAuditTaskRequest
        {
            TaskId = SimulatedAudits.Documented,
            KnownEtag = "DDlh64X8FHsi2y4ppPrlRg",
        }),
        Of("auditgrpc.v1.AuditService/ListAuditTasks", new ListAuditTasksRequest
        {
            StartTime = new Timestamp { Seconds = 1_790_000_000 },
            TaskStatus = AuditTaskStatus.Completed,
            PageSize = 10,
        }),
        Of("auditgrpc.v1.AuditService/CancelAuditTask", new CancelAuditTaskRequest { TaskId = SimulatedAudits.NonCompliant }),
        Of("auditgrpc.v1.AuditService/StartOnDemandAuditTask", new StartOnDemandAuditTaskRequest
        {
            TargetCheckNames = { Check },
            RequestId = "8f14e45f-ceea-467f-a8d2-b0a4c8f1d3e7",
        }),
        Of("auditgrpc.v1.AuditFindingService/ListAuditFindings", new ListAuditFindingsRequest
        {
            TaskId = SimulatedAudits.NonCompliant,
            CheckName = Check,
            ResourceIdentifier = new ResourceIdentifier
            {
                PolicyVersionIdentifier = new PolicyVersionIdentifier { PolicyName = "policy", PolicyVersionId = "1" },
            },
            ListSuppressedFindings = true,
            PageSize = 10,
        }),
        Of("auditgrpc.v1.AuditFindingService/ListAuditFindings", new ListAuditFindingsRequest
        {
            StartTime = new Timestamp { Seconds = 1_790_000_000, Nanos = 7 },
            EndTime = new Timestamp { Seconds = 1_790_100_000 },
            Source = "default",
        }),
        Of("auditgrpc.v1.AuditFindingService/DescribeAuditFinding", new DescribeAuditFindingRequest { FindingId = "finding-1" }),
        Of("auditgrpc.v1.AuditFindingService/ListRelatedResourcesForAuditFinding", new ListRelatedResourcesForAuditFindingRequest
        {
            FindingId = "finding-1",
            PageSize = 3,
            PageToken = "bm8gdG9rZW4",
        }),
        Of("auditgrpc.v1.AuditCheckService/ListAuditChecks", new ListAuditChecksRequest { Source = "default" }),
        // It has no fields but those that nobody knows.
        Of("auditgrpc.v1.SourceService/ListSources", new ListAuditChecksRequest { Source = "default" }),
        Of("grpc.health.v1.Health/Check", new ListAuditChecksRequest { Source = "auditgrpc.v1.AuditService" }),
        // The field of list_services is the seventh.
        ("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", [7 << 3 | 2, 1, (byte)'*']),
        ("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", [4 << 3 | 2, 4, .. "a.B."u8]),
    ];

    private static (string Path, byte[] Message) Of(string path, IMessage request) => (path, request.ToByteArray());
}
