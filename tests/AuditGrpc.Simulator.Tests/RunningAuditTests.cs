namespace AuditGrpc.Simulator.Tests;

public sealed class RunningAuditTests
{
    [Fact]
    public async Task Run_OverTime_GoesForwardOnlyAndAgreesWithItself()
    {
        await using var aws = await TestAws.StartAsync();
        var before = aws.Simulator.Audits.Get(SimulatedAudits.Running)!;
        var seen = new HashSet<string>();
        var changes = 0;
        for (var second = 0; second < 600; second++)
        {
            aws.Time.Advance(TimeSpan.FromSeconds(1));
            var now = aws.Simulator.Audits.Get(SimulatedAudits.Running)!;
            Assert.Equal(AuditStatistics.Of(now.AuditDetails!), now.TaskStatistics);
            Assert.Equal(second == 599 ? AuditWords.Completed : AuditWords.InProgress, now.TaskStatus);
            foreach (var (name, check) in now.AuditDetails!)
            {
                Assert.True(Stage(check) >= Stage(before.AuditDetails![name]));
                Assert.True((check.TotalResourcesCount ?? 0) >= (before.AuditDetails[name].TotalResourcesCount ?? 0));
                Assert.True((check.NonCompliantResourcesCount ?? 0) <= (check.TotalResourcesCount ?? 0));
                seen.Add(check.CheckRunStatus!);
                changes += check == before.AuditDetails[name] ? 0 : 1;
            }

            before = now;
        }

        Assert.Equal(4, seen.Count);
        Assert.True(changes > 100);
        Assert.Equal(17, before.TaskStatistics!.CompliantChecks + before.TaskStatistics.NonCompliantChecks);
    }

    [Theory]
    [InlineData(1, 60)]
    [InlineData(3, 20)]
    [InlineData(0.5, 120)]
    public async Task Run_AtASpeed_TakesItsTime(double speed, int seconds)
    {
        await using var aws = await TestAws.StartAsync(new() { Speed = speed });
        var taskId = (string)(await aws.StartAuditAsync("LOGGING_DISABLED_CHECK")).Json["taskId"]!;

        aws.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(AuditWords.InProgress, aws.Simulator.Audits.Get(taskId)!.TaskStatus);
        aws.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(AuditWords.Completed, aws.Simulator.Audits.Get(taskId)!.TaskStatus);
    }

    [Fact]
    public async Task Run_Script_EndsAsItSays()
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Audits.Run("scripted", new()
        {
            Duration = TimeSpan.FromSeconds(20),
            TaskStatus = AuditWords.Failed,
            Checks = new Dictionary<string, CheckState> { ["A_CHECK"] = CheckState.Failed("INSUFFICIENT_PERMISSIONS", "no") },
        }, startedAgo: TimeSpan.FromSeconds(10));

        Assert.Equal(AuditWords.InProgress, aws.Simulator.Audits.Get("scripted")!.AuditDetails!["A_CHECK"].CheckRunStatus);
        aws.Time.Advance(TimeSpan.FromSeconds(10));

        var audit = aws.Simulator.Audits.Get("scripted")!;
        Assert.Equal(AuditWords.Failed, audit.TaskStatus);
        Assert.Equal("INSUFFICIENT_PERMISSIONS", audit.AuditDetails!["A_CHECK"].ErrorCode);
        Assert.Equal(aws.Time.GetUtcNow().AddSeconds(-20), audit.TaskStartTime);
    }

    [Fact]
    public async Task Audits_ChangedByATest_ShowAtOnce()
    {
        await using var aws = await TestAws.StartAsync();
        var audits = aws.Simulator.Audits;

        audits.Change(SimulatedAudits.Running, audit => audit with { TaskStatus = "PAUSED" });
        Assert.Equal("PAUSED", (string?)(await aws.DescribeAsync(SimulatedAudits.Running)).Json["taskStatus"]);

        audits.ChangeCheck(SimulatedAudits.Running, "LOGGING_DISABLED_CHECK", _ => CheckState.Finished(1));
        var changed = (await aws.DescribeAsync(SimulatedAudits.Running)).Json;
        Assert.Equal(1, (int?)changed["taskStatistics"]!["compliantChecks"]);
        Assert.Equal(16, (int?)changed["taskStatistics"]!["waitingForDataCollectionChecks"]);

        audits.Put(SimulatedAudits.Running, new());
        Assert.Equal("{}", (await aws.DescribeAsync(SimulatedAudits.Running)).Text);

        Assert.True(audits.Remove(SimulatedAudits.Running));
        Assert.False(audits.Remove(SimulatedAudits.Running));
        (await aws.DescribeAsync(SimulatedAudits.Running)).IsError(404, "ResourceNotFoundException");
        Assert.Throws<KeyNotFoundException>(() => audits.Change(SimulatedAudits.Running, audit => audit));
    }

    private static int Stage(CheckState check) => check.CheckRunStatus switch
    {
        AuditWords.WaitingForDataCollection => 0,
        AuditWords.InProgress => 1,
        _ => 2,
    };
}
