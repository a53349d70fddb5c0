using AuditGrpc.Server.Upstream;
using AuditGrpc.Tests;

namespace AuditGrpc.Server.Tests.Upstream;

public sealed class RecentAuditsTests
{
    [Fact]
    public void Contains_WithinTheSpan_AndNoLonger()
    {
        var time = new ManualTime();
        var recent = new RecentAudits(TimeSpan.FromSeconds(30), time);
        recent.Add("a1");
        time.Advance(TimeSpan.FromSeconds(20));
        recent.Add("a1");
        recent.Add("a2");

        time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.True(recent.Contains("a1") && recent.Contains("a2"));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.False(recent.Contains("a1"));
        recent.Add("a3");
        Assert.True(recent.Contains("a2") && recent.Contains("a3"));
    }
}
