using AuditGrpc.EndToEnd.Tests.Chaos;
using AuditGrpc.Simulator;

namespace AuditGrpc.Reliability.Soaking;

/// <summary>Faults of the rows 1, 3 and 7 of the matrix, one after the other, with fair weather between.</summary>
internal sealed class Mayhem(World world, Random random)
{
    private readonly SortedDictionary<string, int> _counts = [];

    /// <summary>What there was of each.</summary>
    public string Summary => string.Join(", ", _counts.Select(count => $"{count.Value} × {count.Key}"));

    public async Task RunAsync(CancellationToken over)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(random.Next(10, 40)), TimeProvider.System, over);
                var what = Begin();
                _counts[what] = _counts.GetValueOrDefault(what) + 1;
                Console.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss} {what}");
                await Task.Delay(TimeSpan.FromSeconds(random.Next(5, 40)), TimeProvider.System, over);
                End();
            }
        }
        catch (OperationCanceledException)
        {
            End();
        }
    }

    private string Begin()
    {
        switch (random.Next(5))
        {
            case 0:
                world.Aws.Faults.Inject(new Fault { Kind = FaultKind.Error, Status = 503, Share = 0.3, Seed = random.Next() });
                return "30 % of calls fail";
            case 1:
                world.Aws.Faults.Inject(new Fault { Kind = FaultKind.Throttle });
                return "throttling";
            case 2:
                world.Upstream.Conditions = new() { Cut = Cut.Reset, CutAfter = random.Next(400) };
                world.Upstream.ResetAll();
                return "connections to AWS are reset";
            case 3:
                world.Upstream.Conditions = new() { Cut = Cut.Silence, CutAfter = random.Next(400) };
                return "connections to AWS go silent";
            default:
                world.Upstream.Conditions = new() { Latency = TimeSpan.FromMilliseconds(random.Next(100, 1000)) };
                return "AWS is late";
        }
    }

    private void End()
    {
        world.Aws.Faults.Clear();
        world.Upstream.Conditions = Conditions.Fair;
    }
}
