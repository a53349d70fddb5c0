using AuditGrpc.EndToEnd.Tests.Chaos;
using Grpc.Core;

namespace AuditGrpc.Reliability.Matrix;

/// <summary>Connections to AWS break.</summary>
internal static class ConnectionRows
{
    public static Row[] All { get; } =
    [
        new("7", "200 replies of AWS's reset, closed or silent half-way", "UNAVAILABLE; open files ±5; next call OK", BreakRepliesAsync),
    ];

    private static async Task<Seen> BreakRepliesAsync()
    {
        await using var world = await World.StartAsync(
            "Upstream:AttemptTimeout=00:00:00.5", "Upstream:Attempts=1", "Describe:Freshness=00:00:00");
        world.PutAudits(1);
        await BreakAsync(world, 20);
        var before = world.Files;
        var answers = await BreakAsync(world, 200);
        await world.DescribeAsync("audit-0");
        var after = world.Files;
        return new Seen(
            $"{answers}; {before} open files before, {after} after",
            answers.ShareOf(StatusCode.Unavailable) == 1 && Math.Abs(after - before) <= 5);
    }

    private static async Task<Answers> BreakAsync(World world, int cycles)
    {
        var answers = new Answers();
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            world.Upstream.Conditions = new() { Cut = (Cut)(cycle % 3), CutAfter = cycle * 37 % 400 };
            await answers.CountAsync(() => world.DescribeAsync("audit-0"));
            world.Upstream.Conditions = Conditions.Fair;
        }

        return answers;
    }
}
