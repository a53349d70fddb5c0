using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Starting;
using AuditGrpc.Server.Upstream;
using AuditGrpc.Tests;

namespace AuditGrpc.Server.Tests.Starting;

public sealed class StartRequestsTests
{
    private static readonly RequestKey Key = new("default", Guid.NewGuid());
    private static readonly HashSet<string> Checks = ["A", "B"];

    private readonly ManualTime _time = new();
    private readonly StartRequests _requests;
    private int _runs;

    public StartRequestsTests() => _requests = new StartRequests(_time);

    [Fact]
    public async Task Join_SucceededBefore_IsAnsweredLikeTheFirstForAnHour()
    {
        Assert.Equal("audit-1", await JoinAsync(Succeed));
        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.Equal("audit-1", await JoinAsync(Succeed));

        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("audit-2", await JoinAsync(Succeed));
    }

    [Fact]
    public async Task Join_FailedBefore_RunsAnewEvenForOtherChecks()
    {
        await Assert.ThrowsAsync<AuditFailure>(() => JoinAsync(Fail));

        Assert.Equal(Audit("audit-2"), await _requests.Join(Key, new HashSet<string> { "C" }, Succeed));
    }

    [Fact]
    public async Task Join_LostBefore_RunsAnewOnTheSameRequest()
    {
        var lost = new Sending(_time.GetUtcNow(), _time.GetTimestamp());
        await Assert.ThrowsAsync<AuditFailure>(() => JoinAsync(request =>
        {
            request.Lost = lost;
            return Fail(request);
        }));

        await JoinAsync(request =>
        {
            Assert.Equal(lost, request.Lost);
            return Succeed(request);
        });
        Assert.Throws<AuditFailure>(() => { _ = _requests.Join(Key, new HashSet<string> { "C" }, Succeed); });
    }

    [Fact]
    public async Task Join_WhileARunGoesOn_IsThatRunEvenAfterAnHour()
    {
        var answer = new TaskCompletionSource<Acted>();
        var first = JoinAsync(_ => answer.Task);
        _time.Advance(TimeSpan.FromHours(2));

        var second = JoinAsync(Succeed);
        answer.SetResult(Audit("audit"));

        Assert.Equal(("audit", "audit", 0), (await first, await second, _runs));
    }

    [Fact]
    public async Task Join_AnotherSource_IsAnotherRequest()
    {
        await JoinAsync(Succeed);

        Assert.Equal(Audit("audit-2"), await _requests.Join(Key with { Source = "other" }, Checks, Succeed));
    }

    private async Task<string> JoinAsync(Func<StartRequest, Task<Acted>> run) => (await _requests.Join(Key, Checks, run)).TaskId;

    private Task<Acted> Succeed(StartRequest request) => Task.FromResult(Audit($"audit-{Interlocked.Increment(ref _runs)}"));

    private static Acted Audit(string taskId) => new(taskId, AwsRequestId: null);

    private Task<Acted> Fail(StartRequest request)
    {
        _runs++;
        return Task.FromException<Acted>(AuditFailure.Throttled("StartOnDemandAuditTask", TimeSpan.Zero));
    }
}
