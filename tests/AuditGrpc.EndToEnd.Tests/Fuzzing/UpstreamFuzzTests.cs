using AuditGrpc.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>A share of what <c>make check-faults</c> runs ten thousand of.</summary>
public sealed class UpstreamFuzzTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1000)]
    public async Task Calls_AwsAnswersWithSpoiltReplies_AreAnsweredFromTheErrorTable(int count)
    {
        output.WriteLine($"seed {FuzzSeed.Value}");
        await using var upstream = await MutatingUpstream.StartAsync();
        var log = new RecordedLog();
        await using var server = await RunningServer.StartAsync(
            log.Attach, [$"Sources:default:ServiceUrl={upstream.Address}", .. UpstreamFuzz.Settings]);
        upstream.Target = server.Aws.ServiceUrl;
        var fuzz = new UpstreamFuzz(server.Channel, upstream, server.Aws);

        await fuzz.RunAsync(FuzzSeed.Value, 0, count);

        output.WriteLine(string.Join(", ", fuzz.Answers));
        // A fuzzer whose replies are all alike, or all of them read or none, tests nothing.
        Assert.InRange(fuzz.Answers.Count, 5, 11);
        Assert.All(["OK", "UpstreamInvalidResponse"], answer => Assert.InRange(fuzz.Answers[answer], count / 20, count));
        Assert.Empty(log.Errors);
    }
}
