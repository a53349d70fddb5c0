using AuditGrpc.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>A share of what <c>make check-faults</c> runs ten thousand of.</summary>
public sealed class RequestFuzzTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(20261122, 1000)]
    public async Task Calls_SpoiltRequests_AreAnsweredAndNoBugOfTheServers(int seed, int count)
    {
        output.WriteLine($"seed {seed}");
        var log = new RecordedLog();
        await using var server = await RunningServer.StartAsync(log.Attach);
        using var fuzz = new RequestFuzz(server.Address);

        await fuzz.RunAsync(seed, 0, count);

        output.WriteLine(string.Join(", ", fuzz.Answers));
        Assert.InRange(fuzz.Answers.Count, 5, 15);
        Assert.Empty(log.Errors);
    }
}
