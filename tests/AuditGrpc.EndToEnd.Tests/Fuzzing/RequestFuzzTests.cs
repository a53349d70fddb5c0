using AuditGrpc.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>A share of what <c>make check-faults</c> runs ten thousand of.</summary>
public sealed class RequestFuzzTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(2000)]
    public async Task Calls_SpoiltRequests_AreAnsweredAndNoBugOfTheServers(int count)
    {
        output.WriteLine($"seed {FuzzSeed.Value}");
        var log = new RecordedLog();
        await using var server = await RunningServer.StartAsync(log.Attach);
        using var fuzz = new RequestFuzz(server.Address);

        await fuzz.RunAsync(FuzzSeed.Value, 0, count);

        output.WriteLine(string.Join(", ", fuzz.Answers));
        Assert.InRange(fuzz.Answers.Count, 5, 15);
        Assert.True(log.Errors.Count == 0, string.Join(Environment.NewLine, log.Errors.Take(3)));
    }
}
