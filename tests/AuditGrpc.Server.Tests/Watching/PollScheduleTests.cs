using AuditGrpc.Server.Watching;

namespace AuditGrpc.Server.Tests.Watching;

public sealed class PollScheduleTests
{
    private readonly PollSchedule _schedule = new(new WatchOptions());

    [Fact]
    public void AfterNoChange_GrowsToTheLongestInterval()
    {
        var seconds = Enumerable.Range(0, 7).Select(_ => _schedule.AfterNoChange().TotalSeconds);

        Assert.Equal([3, 4.5, 6.75, 10.125, 15, 15, 15], seconds);
    }

    [Fact]
    public void AfterChange_IsTheShortestIntervalAgain()
    {
        _schedule.AfterNoChange();
        _schedule.AfterThrottling();

        Assert.Equal(TimeSpan.FromSeconds(2), _schedule.AfterChange());
        Assert.Equal(TimeSpan.FromSeconds(3), _schedule.AfterNoChange());
    }

    [Fact]
    public void AfterFailure_DoublesToTheLongestInterval()
    {
        var seconds = Enumerable.Range(0, 4).Select(_ => _schedule.AfterFailure().TotalSeconds);

        Assert.Equal([4, 8, 15, 15], seconds);
    }

    [Fact]
    public void AfterThrottling_DoublesPastTheLongestIntervalAndComesBack()
    {
        var seconds = Enumerable.Range(0, 6).Select(_ => _schedule.AfterThrottling().TotalSeconds);

        Assert.Equal([4, 8, 16, 32, 60, 60], seconds);
        Assert.Equal(TimeSpan.FromSeconds(15), _schedule.AfterNoChange());
    }

    [Fact]
    public void Jittered_StaysWithinATenth()
    {
        var intervals = Enumerable.Range(0, 1000).Select(_ => PollSchedule.Jittered(TimeSpan.FromSeconds(10)).TotalSeconds).ToList();

        Assert.All(intervals, seconds => Assert.InRange(seconds, 9, 11));
        Assert.True(intervals.Max() - intervals.Min() > 1);
    }
}
