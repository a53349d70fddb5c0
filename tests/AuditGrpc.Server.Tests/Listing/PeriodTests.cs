using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Listing;
using Google.Protobuf.WellKnownTypes;

namespace AuditGrpc.Server.Tests.Listing;

public sealed class PeriodTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 600, TimeSpan.Zero);
    private static readonly DateTimeOffset Oldest = Now.AddDays(-90).AddMinutes(15);
    private static readonly DateTimeOffset Newest = new(2026, 1, 2, 3, 4, 6, TimeSpan.Zero);

    [Fact]
    public void Of_Nothing_IsAllThatAwsKeeps() => Assert.Equal(new Period(Oldest, Newest), Period.Of(null, null, Now));

    [Fact]
    public void Of_TimesWithinRetention_IsTheirs()
    {
        var (start, end) = (Now.AddDays(-89), Now.AddDays(-1));

        Assert.Equal(new Period(start, end), Period.Of(start.ToTimestamp(), end.ToTimestamp(), Now));
    }

    [Fact]
    public void Of_TimesBeyondWhatCanBe_AreClamped() =>
        Assert.Equal(new Period(Oldest, Newest), Period.Of(new Timestamp(), Now.AddYears(1).ToTimestamp(), Now));

    [Fact]
    public void Of_ATimeAndTheSameTime_IsNotEmpty() =>
        Assert.False(Period.Of(Now.AddDays(-1).ToTimestamp(), Now.AddDays(-1).ToTimestamp(), Now).IsEmpty);

    [Theory]
    [InlineData(-100, -91)]
    [InlineData(1, 2)]
    public void Of_TimesOutsideRetention_IsEmpty(int startDay, int endDay) =>
        Assert.True(Period.Of(Now.AddDays(startDay).ToTimestamp(), Now.AddDays(endDay).ToTimestamp(), Now).IsEmpty);

    [Fact]
    public void Of_EndBeforeStart_IsRefusedByName() =>
        Assert.Equal("end_time", Assert.Throws<AuditFailure>(
            () => Period.Of(Now.ToTimestamp(), Now.AddTicks(-1).ToTimestamp(), Now)).Field);

    [Fact]
    public void IsKeptAt_AQuarterOfAnHourLater_NoLonger()
    {
        var period = Period.Of(null, null, Now);

        Assert.True(period.IsKeptAt(Now.AddMinutes(15).AddTicks(-1)));
        Assert.False(period.IsKeptAt(Now.AddMinutes(15)));
    }
}
