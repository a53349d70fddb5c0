using Grpc.Core;
using static AuditGrpc.Client.Tests.Script;

namespace AuditGrpc.Client.Tests;

public sealed class BackoffTests
{
    [Fact]
    public async Task WatchAsync_KeepsBreaking_WaitsEverLongerUpToTheLimit()
    {
        await using var server = await ScriptedServer.StartAsync(
            [State("a").Then(Fail(StatusCode.Unavailable)), .. Enumerable.Repeat(Fail(StatusCode.Unavailable), 7), Completed("b", 1)]);

        await server.WatchToTheEndAsync();

        int[] limits = [1, 2, 4, 8, 16, 30, 30, 30];
        Assert.All(server.Time.Delays.Zip(limits), pair => Assert.InRange(pair.First.TotalSeconds, pair.Second / 2.0, pair.Second));
        Assert.Equal(8, server.Time.Delays.Count);
    }

    [Fact]
    public void DelayAfter_ManyBreakAtOnce_AreDifferent()
    {
        var breaks = Enumerable.Range(0, 20).Select(_ => new WatchBreaks(new()).After(Error(StatusCode.Unavailable)));

        Assert.True(breaks.Distinct().Count() > 10);
    }

    [Fact]
    public async Task WatchAsync_RetryInfo_IsTheLeastDelay()
    {
        var asked = TimeSpan.FromSeconds(45);
        await using var server = await ScriptedServer.StartAsync(
            State("a").Then(Fail(Error(StatusCode.Unavailable, retry: asked))),
            Fail(Error(StatusCode.Unavailable, retry: TimeSpan.FromMilliseconds(1))),
            Completed("b", 1));

        await server.WatchToTheEndAsync();

        Assert.Equal(asked, server.Time.Delays.First());
        Assert.InRange(server.Time.Delays.Last().TotalSeconds, 1, 2);
    }

    [Fact]
    public void DelayAfter_AHoldThatLasted_BeginsAgain()
    {
        var breaks = new WatchBreaks(new());
        for (var i = 0; i < 5; i++)
        {
            breaks.After(Error(StatusCode.Unavailable));
        }

        Assert.InRange(breaks.DelayAfter(Error(StatusCode.Unavailable), TimeSpan.FromSeconds(31))!.Value.TotalSeconds, 0.5, 1);
    }

    [Fact]
    public void DelayAfter_ServerAsksForYears_IsAnHour()
    {
        Assert.Equal(TimeSpan.FromHours(1), new WatchBreaks(new()).After(Error(StatusCode.Unavailable, retry: TimeSpan.FromDays(9999))));
    }

    [Fact]
    public void DelayAfter_ManyBreaks_NeverOverflows()
    {
        var breaks = new WatchBreaks(new());
        for (var i = 0; i < 2000; i++)
        {
            Assert.InRange(breaks.After(Error(StatusCode.Unavailable)), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        }
    }
}

file static class Breaking
{
    /// <summary>The delay after a watch broke that had begun, and did not last.</summary>
    public static TimeSpan After(this WatchBreaks breaks, RpcException broken)
    {
        breaks.MessageCame();
        return breaks.DelayAfter(broken, TimeSpan.Zero)!.Value;
    }
}
