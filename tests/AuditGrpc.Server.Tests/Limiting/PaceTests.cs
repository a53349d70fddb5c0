using AuditGrpc.Server.Limiting;
using AuditGrpc.Tests;

namespace AuditGrpc.Server.Tests.Limiting;

public sealed class PaceTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void TryTake_PastTheBurst_IsRefusedUntilOneIsPaidFor()
    {
        var pace = new Pace(perSecond: 2, burst: 3, _time);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => pace.TryTake()));

        _time.Advance(TimeSpan.FromSeconds(0.5));

        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => pace.TryTake()));
    }

    [Fact]
    public void TryTake_AfterALongPause_IsTheBurstAndNoMore()
    {
        var pace = new Pace(perSecond: 2, burst: 3, _time);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(3, Enumerable.Range(0, 10).Count(_ => pace.TryTake()));
    }

    [Fact]
    public void Take_MoreThanIsLeft_LetsThoseWhoTookItGoOnOneAfterAnother()
    {
        var pace = new Pace(perSecond: 100, burst: 50, _time);

        Assert.Equal([0, 0.5, 1.5], new[] { 50, 50, 100 }.Select(count => SecondsUntil(pace.Take(count))));
    }

    [Fact]
    public void IsPaid_AfterATake_IsTrueOnceAllOfItIsPaidFor()
    {
        var pace = new Pace(perSecond: 100, burst: 50, _time);
        Assert.True(pace.IsPaid);
        pace.Take(100);

        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.False(pace.IsPaid);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(pace.IsPaid);
    }

    private double SecondsUntil(long timestamp) => _time.GetElapsedTime(_time.GetTimestamp(), timestamp).TotalSeconds;
}
