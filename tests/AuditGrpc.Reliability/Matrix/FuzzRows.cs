using AuditGrpc.EndToEnd.Tests.Fuzzing;

namespace AuditGrpc.Reliability.Matrix;

/// <summary>Ten thousand spoilt replies, and as many spoilt requests.</summary>
internal static class FuzzRows
{
    private const int Cases = 10_000;

    // In bytes; some times what the server needs. Whoever reads without end gets beyond it, even if memory runs out and comes back.
    private const long LargestPeak = 500_000_000;

    private static readonly string[] AwsOperationsPerSecond =
    [
        "DescribePerSecond", "ListPerSecond", "StartPerSecond", "CancelPerSecond", "FindingPerSecond", "FindingListPerSecond",
        "RelatedListPerSecond", "ConfigurationPerSecond",
    ];

    public static Row[] All { get; } =
    [
        new("4", "10,000 spoilt replies of AWS's, to calls of every kind",
            "every answer from the error table; the process lives; heap +10 MB; never over 500 MB", FuzzRepliesAsync),
        new("25", "10,000 spoilt requests",
            "every answer the contract's or gRPC's own, none UNKNOWN; the process lives; heap +10 MB; never over 500 MB", FuzzRequestsAsync),
    ];

    private static async Task<Seen> FuzzRepliesAsync()
    {
        await using var upstream = await MutatingUpstream.StartAsync();
        await using var world = await World.StartAsync(
        [
            $"Sources:default:ServiceUrl={upstream.Address}",
            .. AwsOperationsPerSecond.Select(setting => $"Sources:default:{setting}=1000"),
            .. UpstreamFuzz.Settings,
        ]);
        upstream.Target = world.Aws.ServiceUrl;
        var fuzz = new UpstreamFuzz(world.Channel, upstream, world.Aws);
        return await MeasureAsync(world, (first, count) => fuzz.RunAsync(FaultMatrix.Seed, first, count), fuzz.Answers);
    }

    private static async Task<Seen> FuzzRequestsAsync()
    {
        await using var world = await World.StartAsync("Security:Reflection=true");
        using var fuzz = new RequestFuzz(world.Server.Address);
        return await MeasureAsync(world, (first, count) => fuzz.RunAsync(FaultMatrix.Seed, first, count), fuzz.Answers);
    }

    private static async Task<Seen> MeasureAsync(World world, Func<int, int, Task> runAsync, IReadOnlyDictionary<string, int> answers)
    {
        // A fifth of them first, so that code is compiled and buffers are there.
        await runAsync(0, Cases / 5);
        var before = await world.Server.CollectAsync();
        await runAsync(Cases / 5, Cases - (Cases / 5));
        var after = await world.Server.CollectAsync();
        var heap = (after.Heap - before.Heap) / 1e6;
        var peak = world.Server.PeakResidentSet;
        return new Seen(
            $"{string.Join(", ", answers.Select(answer => $"{answer.Value} {answer.Key}"))}; "
            + $"heap {before.Heap / 1e6:0.0} MB, then {after.Heap / 1e6:0.0} MB; "
            + $"resident set {before.ResidentSet / 1e6:0} MB, then {after.ResidentSet / 1e6:0} MB, at most {peak / 1e6:0} MB",
            heap <= 10 && peak <= LargestPeak);
    }
}
