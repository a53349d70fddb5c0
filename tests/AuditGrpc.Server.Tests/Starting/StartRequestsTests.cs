using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Starting;
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

        Assert.Equal("audit-2", await _requests.Join(Key, new HashSet<string> { "C" }, Succeed));
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
        var answer = new TaskCompletionSource<string>();
        var first = JoinAsync(_ => answer.Task);
        _time.Advance(TimeSpan.FromHours(2));

        var second = JoinAsync(Succeed);
        answer.SetResult("audit");

        Assert.Equal(("audit", "audit", 0), (await first, await second, _runs));
    }

    [Fact]
    public async Task Join_AnotherSource_IsAnotherRequest()
    {
        await JoinAsync(Succeed);

        Assert.Equal("audit-2", await _requests.Join(Key with { Source = "other" }, Checks, Succeed));
    }

    private Task<string> JoinAsync(Func<StartRequest, Task<string>> run) => _requests.Join(Key, Checks, run);

    private Task<string> Succeed(StartRequest request) => Task.FromResult($"audit-{Interlocked.Increment(ref _runs)}");

    private Task<string> Fail(StartRequest request)
    {
        _runs++;
        return Task.FromException<string>(AuditFailure.Throttled("StartOnDemandAuditTask", TimeSpan.Zero));
    }
}
