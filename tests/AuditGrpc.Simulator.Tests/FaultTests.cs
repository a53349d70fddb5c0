using System.Net;
using System.Text.Json;

namespace AuditGrpc.Simulator.Tests;

public sealed class FaultTests
{
    [Fact]
    public async Task Throttle_ForTheNextCalls_EndsByItself()
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.Throttle, Calls = 2 });

        (await aws.DescribeAsync(SimulatedAudits.Documented)).IsError(400, "ThrottlingException");
        Assert.Equal(1, Assert.Single(aws.Simulator.Faults.Active).Calls);
        (await aws.ListAsync()).IsError(400, "ThrottlingException");
        Assert.Equal(HttpStatusCode.OK, (await aws.DescribeAsync(SimulatedAudits.Documented)).Status);
        Assert.Equal((2, 3), (aws.Simulator.Calls.Of("DescribeAuditTask"), aws.Simulator.Calls.Total));
    }

    [Theory]
    [InlineData(500, "InternalFailureException")]
    [InlineData(503, "ServiceUnavailableException")]
    [InlineData(403, "AccessDeniedException")]
    public async Task Error_ForOneOperation_LastsUntilCleared(int status, string code)
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Faults.Inject(new()
        {
            Kind = FaultKind.Error,
            Operation = "DescribeAuditTask",
            Status = status,
            Code = code,
            Message = "arn:aws:secret",
        });

        for (var i = 0; i < 3; i++)
        {
            var answer = await aws.DescribeAsync(SimulatedAudits.Documented);
            answer.IsError(status, code);
            Assert.Equal("arn:aws:secret", (string?)answer.Json["message"]);
        }

        Assert.Equal(HttpStatusCode.OK, (await aws.ListAsync()).Status);
        aws.Simulator.Faults.Clear();
        Assert.Equal(HttpStatusCode.OK, (await aws.DescribeAsync(SimulatedAudits.Documented)).Status);
    }

    [Fact]
    public async Task Error_WithoutCode_IsABareStatus()
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.Error, Status = 429 });

        var answer = await aws.DescribeAsync(SimulatedAudits.Documented);

        Assert.Equal((HttpStatusCode.TooManyRequests, null, ""), (answer.Status, answer.ErrorType, answer.Text));
    }

    [Fact]
    public async Task Error_ForAShare_IsTheSameShareForTheSameSeed()
    {
        async Task<string> PatternAsync(int seed)
        {
            await using var aws = await TestAws.StartAsync(new() { RateLimits = false });
            aws.Simulator.Faults.Inject(new() { Kind = FaultKind.Error, Share = 0.3, Seed = seed });
            var pattern = "";
            for (var i = 0; i < 200; i++)
            {
                pattern += (await aws.DescribeAsync(SimulatedAudits.Documented)).Status == HttpStatusCode.OK ? '.' : 'x';
            }

            return pattern;
        }

        var pattern = await PatternAsync(7);

        Assert.Equal(pattern, await PatternAsync(7));
        Assert.NotEqual(pattern, await PatternAsync(8));
        Assert.InRange(pattern.Count(mark => mark == 'x'), 40, 80);
    }

    [Fact]
    public async Task Delay_OnTheSimulatorsTime_HoldsTheReply()
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.Delay, Delay = TimeSpan.FromSeconds(30) });

        var answer = aws.DescribeAsync(SimulatedAudits.Documented);
        while (aws.Time.Waiting == 0)
        {
            await Task.Yield();
        }

        aws.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(answer.IsCompleted);
        aws.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await answer).Status);
    }

    [Fact]
    public async Task Hang_UntilTheCallerGivesUp_DoesNotHoldTheSimulatorsEnd()
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.Hang });
        using var patience = new CancellationTokenSource();

        var given = aws.Http.GetAsync("/audit/tasks/x", patience.Token);
        var held = aws.Http.GetAsync("/audit/tasks/x");
        while (aws.Simulator.Calls.Total < 2)
        {
            await Task.Yield();
        }

        Assert.False(given.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        await aws.Simulator.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => held);
    }

    [Theory]
    [InlineData(FaultKind.Drop, false)]
    [InlineData(FaultKind.DropAfterActing, true)]
    public async Task Drop_BeforeOrAfterActing_BreaksTheConnection(FaultKind kind, bool acted)
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Faults.Inject(new() { Kind = kind, Operation = "CancelAuditTask" });

        await Assert.ThrowsAsync<HttpRequestException>(() => aws.CancelAsync(SimulatedAudits.Running));

        Assert.Equal(acted ? "CANCELED" : "IN_PROGRESS", aws.Simulator.Audits.Get(SimulatedAudits.Running)!.TaskStatus);
    }

    [Fact]
    public async Task MalformedReplies_AreStatus200()
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.Truncated, Calls = 1 });
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.Html, Calls = 1 });
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.Empty, Calls = 1 });
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.Body, Body = "{\"taskStatus\":7}", Calls = 1 });

        var truncated = await aws.DescribeAsync(SimulatedAudits.Documented);
        var html = await aws.DescribeAsync(SimulatedAudits.Documented);
        var empty = await aws.DescribeAsync(SimulatedAudits.Documented);
        var body = await aws.DescribeAsync(SimulatedAudits.Documented);
        var good = await aws.DescribeAsync(SimulatedAudits.Documented);

        Assert.All([truncated, html, empty, body, good], answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.ThrowsAny<JsonException>(() => truncated.Json);
        Assert.StartsWith(truncated.Text, good.Text);
        Assert.Equal("text/html", html.ContentType);
        Assert.Equal("", empty.Text);
        Assert.Equal("{\"taskStatus\":7}", body.Text);
    }

    [Fact]
    public async Task UnknownWords_ReplaceAllWordsOrTheNamedOnes()
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.UnknownWords, Calls = 1 });
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.UnknownWords, Calls = 1, Members = ["checkRunStatus"], Word = "ODD" });
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.UnknownWords, Calls = 1 });

        var all = (await aws.DescribeAsync(SimulatedAudits.Documented)).Json;
        var some = (await aws.DescribeAsync(SimulatedAudits.Documented)).Json;
        var listed = (await aws.ListAsync()).Json;

        Assert.Equal("PAUSED", (string?)all["taskStatus"]);
        Assert.Equal("PAUSED", (string?)all["taskType"]);
        Assert.Equal("PAUSED", (string?)all["auditDetails"]!["CA_CERTIFICATE_EXPIRING_CHECK"]!["checkRunStatus"]);
        Assert.Equal("COMPLETED", (string?)some["taskStatus"]);
        Assert.Equal("ODD", (string?)some["auditDetails"]!["CA_CERTIFICATE_EXPIRING_CHECK"]!["checkRunStatus"]);
        Assert.All(listed["tasks"]!.AsArray(), task => Assert.Equal("PAUSED", (string?)task!["taskStatus"]));
    }

    [Fact]
    public async Task MissingAndNullMembers_AreLeftOutOrNull()
    {
        await using var aws = await TestAws.StartAsync();
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.MissingMembers, Calls = 1, Members = ["taskStatus", "checkCompliant"] });
        aws.Simulator.Faults.Inject(new() { Kind = FaultKind.NullMembers, Calls = 1, Members = ["taskStatistics"] });

        var missing = await aws.DescribeAsync(SimulatedAudits.Documented);
        var @null = await aws.DescribeAsync(SimulatedAudits.Documented);

        Assert.DoesNotContain("taskStatus", missing.Text);
        Assert.DoesNotContain("checkCompliant", missing.Text);
        Assert.Contains("checkRunStatus", missing.Text);
        Assert.Contains("\"taskStatistics\":null", @null.Text);
    }

    public static TheoryData<Fault, string> Impossible => new()
    {
        { new() { Kind = FaultKind.Error, Status = 200 }, "status must be 400 to 599" },
        { new() { Kind = FaultKind.Throttle, Calls = 0 }, "calls must be at least 1" },
        { new() { Kind = FaultKind.Throttle, Share = 1.5 }, "share must be over 0 and at most 1" },
        { new() { Kind = FaultKind.Throttle, Operation = "DescribeTask" }, "operation must be one of" },
        { new() { Kind = FaultKind.Delay }, "needs a delay" },
        { new() { Kind = FaultKind.Delay, Delay = TimeSpan.FromHours(2) }, "delay must be 0 to 3600 seconds" },
        { new() { Kind = FaultKind.MissingMembers }, "need members" },
        { new() { Kind = FaultKind.Body }, "needs a body" },
        { new() { Kind = (FaultKind)99 }, "kind must be one of" },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public async Task Inject_ImpossibleFault_IsRefusedByMemberAndLimit(Fault fault, string text)
    {
        await using var aws = await TestAws.StartAsync();

        var refused = Assert.Throws<ArgumentException>(() => aws.Simulator.Faults.Inject(fault));

        Assert.Contains(text, refused.Message);
        Assert.Empty(aws.Simulator.Faults.Active);
    }
}
