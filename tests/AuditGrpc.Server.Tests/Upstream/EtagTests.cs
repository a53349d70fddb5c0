using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Tests.Upstream;

public sealed class EtagTests
{
    private static readonly string[] Checks = ["A_CHECK", "B_CHECK", "C_CHECK", "D_CHECK"];

    [Fact]
    public void Of_SameContentInAnotherMapOrder_IsTheSame() =>
        Assert.Equal(Etag.Of(AuditWith(Checks)), Etag.Of(AuditWith(Checks.Reverse())));

    [Fact]
    public void Of_AnyFieldChanged_Differs()
    {
        AuditTask[] audits =
        [
            AuditWith(Checks),
            AuditWith(Checks[1..]),
            AuditWith(Checks, audit => audit.TaskStatus = AuditTaskStatus.Completed),
            AuditWith(Checks, audit => audit.ScheduledAuditName = ""),
            AuditWith(Checks, audit => audit.TaskStatistics = new TaskStatistics()),
            AuditWith(Checks, audit => audit.TaskStatistics = new TaskStatistics { FailedChecks = 0 }),
            AuditWith(Checks, audit => audit.AuditDetails["A_CHECK"].TotalResourcesCount = 1),
        ];

        Assert.Equal(audits.Length, audits.Select(Etag.Of).Distinct().Count());
    }

    [Fact]
    public void Of_AnAudit_IsStableFromReleaseToRelease() =>
        // A client may hold an etag across this server's upgrade: changing how it is made costs every watch one superfluous state.
        Assert.Equal("R9rcrvuaDRTPZ04x__HmFQ", Etag.Of(AuditWith(Checks)));

    private static AuditTask AuditWith(IEnumerable<string> checks, Action<AuditTask>? change = null)
    {
        var audit = new AuditTask { TaskId = "a1", TaskStatus = AuditTaskStatus.InProgress };
        foreach (var check in checks)
        {
            audit.AuditDetails.Add(check, new AuditCheckDetails { CheckRunStatus = AuditCheckRunStatus.InProgress });
        }

        change?.Invoke(audit);
        return audit;
    }
}
