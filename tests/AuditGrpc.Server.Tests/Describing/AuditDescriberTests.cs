using AuditGrpc.Server.Describing;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;
using AuditGrpc.Tests;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Tests.Describing;

public sealed class AuditDescriberTests
{
    private readonly ManualTime _time = new();
    private readonly ScriptedAuditApi _api = new();
    private readonly DescribeOptions _options = new() { Freshness = TimeSpan.FromSeconds(1), KeptAudits = 2 };

    [Fact]
    public async Task Describe_ManyAtOnce_ShareOneRead()
    {
        var describer = CreateDescriber();

        var callers = Enumerable.Range(0, 64).Select(_ => Describe(describer, "a1")).ToList();
        _api.Answer(AuditTaskStatus.InProgress);
        var snapshots = await Task.WhenAll(callers);

        Assert.Equal(1, _api.Calls);
        Assert.All(snapshots, snapshot => Assert.Same(snapshots[0], snapshot));
    }

    [Fact]
    public async Task Describe_RunningAndFresh_AsksOnce()
    {
        var describer = CreateDescriber();
        await Describe(describer, "a1", AuditTaskStatus.InProgress);

        _time.Advance(_options.Freshness - TimeSpan.FromTicks(1));
        await Describe(describer, "a1");

        Assert.Equal(1, _api.Calls);
    }

    [Fact]
    public async Task Describe_RunningAndNoLongerFresh_AsksAgain()
    {
        var describer = CreateDescriber();
        await Describe(describer, "a1", AuditTaskStatus.InProgress);

        _time.Advance(_options.Freshness);
        var second = await Describe(describer, "a1", AuditTaskStatus.Completed);

        Assert.Equal(2, _api.Calls);
        Assert.Equal(AuditTaskStatus.Completed, second.Audit.TaskStatus);
    }

    [Theory]
    [InlineData(AuditTaskStatus.Completed, 1)]
    [InlineData(AuditTaskStatus.Failed, 1)]
    [InlineData(AuditTaskStatus.Canceled, 1)]
    [InlineData(AuditTaskStatus.Unspecified, 2)]
    public async Task Describe_ADayLater_AsksOnlyIfNotFinished(AuditTaskStatus status, int calls)
    {
        var describer = CreateDescriber();
        await Describe(describer, "a1", status);

        _time.Advance(TimeSpan.FromDays(1));
        var again = Describe(describer, "a1");
        if (_api.Calls == 2)
        {
            _api.Answer(status);
        }

        await again;
        Assert.Equal(calls, _api.Calls);
    }

    [Fact]
    public async Task Describe_MoreAuditsThanKept_ForgetsTheLeastRecentlyUsed()
    {
        var describer = CreateDescriber();
        await Describe(describer, "a1", AuditTaskStatus.Completed);
        await Describe(describer, "a2", AuditTaskStatus.Completed);
        await Describe(describer, "a1");
        await Describe(describer, "a3", AuditTaskStatus.Completed);

        await Describe(describer, "a1");
        await Describe(describer, "a3");
        Assert.Equal(3, _api.Calls);
        await Describe(describer, "a2", AuditTaskStatus.Completed);
        Assert.Equal(4, _api.Calls);
    }

    [Fact]
    public async Task Describe_OneCallerCancels_TheOthersAreAnswered()
    {
        var describer = CreateDescriber();
        using var cancellation = new CancellationTokenSource();

        var first = describer.DescribeAsync(_api.AsSource(), "a1", ReadPolicy.Call, cancellation.Token).AsTask();
        var second = Describe(describer, "a1");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _api.Answer(AuditTaskStatus.InProgress);

        Assert.Equal(AuditTaskStatus.InProgress, (await second).Audit.TaskStatus);
        Assert.Equal(1, _api.Calls);
    }

    [Fact]
    public async Task Describe_ReadFails_AllWhoWaitLearnOfItAndTheNextAsksAgain()
    {
        var describer = CreateDescriber();

        var callers = Enumerable.Range(0, 3).Select(_ => Describe(describer, "a1")).ToList();
        _api.Fail(AuditFailure.InvalidResponse());
        foreach (var caller in callers)
        {
            Assert.Equal(ErrorReason.UpstreamInvalidResponse, (await Assert.ThrowsAsync<AuditFailure>(() => caller)).Reason);
        }

        await Describe(describer, "a1", AuditTaskStatus.Completed);
        Assert.Equal(2, _api.Calls);
    }

    [Fact]
    public async Task Describe_SameIdInTwoSources_IsTwoAudits()
    {
        var describer = CreateDescriber();
        var other = new ScriptedAuditApi();

        await Describe(describer, "a1", AuditTaskStatus.Completed);
        var fromOther = describer.DescribeAsync(other.AsSource("other"), "a1", ReadPolicy.Call, CancellationToken.None).AsTask();
        other.Answer(AuditTaskStatus.Failed);

        Assert.Equal(AuditTaskStatus.Failed, (await fromOther).Audit.TaskStatus);
        Assert.Equal((1, 1), (_api.Calls, other.Calls));
    }

    [Fact]
    public async Task Describe_AnAudit_SaysWhenAwsReportedIt()
    {
        var describer = CreateDescriber();
        var asked = Describe(describer, "a1");
        _time.Advance(TimeSpan.FromSeconds(3));
        _api.Answer(AuditTaskStatus.InProgress);

        Assert.Equal(_time.GetUtcNow(), (await asked).ObservedAt);
    }

    private AuditDescriber CreateDescriber() => new(_options, TestMetrics.Create(), _time);

    private async Task<AuditSnapshot> Describe(AuditDescriber describer, string taskId, AuditTaskStatus answer)
    {
        var describing = Describe(describer, taskId);
        _api.Answer(answer);
        return await describing;
    }

    private Task<AuditSnapshot> Describe(AuditDescriber describer, string taskId) =>
        describer.DescribeAsync(_api.AsSource(), taskId, ReadPolicy.Call, CancellationToken.None).AsTask();
}
