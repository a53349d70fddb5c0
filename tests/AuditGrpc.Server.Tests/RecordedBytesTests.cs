using AuditGrpc.V1;
using Google.Protobuf;

namespace AuditGrpc.Server.Tests;

/// <summary>What the first release had on the wire, as another program (protoc) wrote it, is still read, and still written.</summary>
public sealed class RecordedBytesTests
{
    private const string DescribeResponse =
        "CqIBCiBhM2FlYTAwOTk1NWU1MDFhMzFiNzY0YWJlMWJlYmQzZBACGAEiDAi70IToBRCAofnOASoOCAEQABgAIAAoATAAOAAyCkRhaWx5QXVkaXQ6OAodQ0FfQ0VS"
        + "VElGSUNBVEVfRVhQSVJJTkdfQ0hFQ0sSFwgFEAAYrAIgAigBMgROT05FOgRzb21lehZERGxoNjRYOEZIc2kyeTRwcFBybFJnEggIgPfE1QYQAQ==";

    [Fact]
    public void DescribeResponse_AsRecorded_HasAllItsFields()
    {
        var response = AssertSameBytes(DescribeAuditTaskResponse.Parser, DescribeResponse);

        const string Expected =
            """
            { "auditTask": { "taskId": "a3aea009955e501a31b764abe1bebd3d", "taskStatus": "AUDIT_TASK_STATUS_COMPLETED",
            "taskType": "AUDIT_TASK_TYPE_ON_DEMAND_AUDIT_TASK", "taskStartTime": "2019-06-12T16:28:43.434Z",
            "taskStatistics": { "totalChecks": 1, "inProgressChecks": 0, "waitingForDataCollectionChecks": 0, "compliantChecks": 0,
            "nonCompliantChecks": 1, "failedChecks": 0, "canceledChecks": 0 }, "scheduledAuditName": "DailyAudit",
            "auditDetails": { "CA_CERTIFICATE_EXPIRING_CHECK": { "checkRunStatus": "AUDIT_CHECK_RUN_STATUS_COMPLETED_NON_COMPLIANT",
            "checkCompliant": false, "totalResourcesCount": "300", "nonCompliantResourcesCount": "2",
            "suppressedNonCompliantResourcesCount": "1", "errorCode": "NONE", "message": "some" } }, "etag": "DDlh64X8FHsi2y4ppPrlRg" },
            "observeTime": "2026-09-21T14:13:20.000000001Z" }
            """;
        Assert.Equal(Expected.ReplaceLineEndings(" "), JsonFormatter.Default.Format(response));
    }

    [Fact]
    public void Heartbeat_AsRecorded_IsOne() => Assert.Equal(
        WatchAuditTaskResponse.EventOneofCase.Heartbeat, AssertSameBytes(WatchAuditTaskResponse.Parser, "EgAaCAiA98TVBhAB").EventCase);

    [Fact]
    public void WatchRequest_AsRecorded_HasAllItsFields() => Assert.Equal(
        new WatchAuditTaskRequest { TaskId = "a", Source = "b", KnownEtag = "c" },
        AssertSameBytes(WatchAuditTaskRequest.Parser, "CgFhEgFiGgFj"));

    private static T AssertSameBytes<T>(MessageParser<T> parser, string recorded)
        where T : IMessage<T>
    {
        var message = parser.ParseFrom(Convert.FromBase64String(recorded));
        Assert.Equal(recorded, Convert.ToBase64String(message.ToByteArray()));
        return message;
    }
}
