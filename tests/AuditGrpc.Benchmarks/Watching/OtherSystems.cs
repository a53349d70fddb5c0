using AuditGrpc.Benchmarks.Measuring;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>Systems that people know, for orientation: an event of 200 bytes, told to 5,000 watchers.</summary>
internal static class OtherSystems
{
    private const int Watchers = 5_000;
    private const int WarmUps = 5;
    private const int Events = 41;

    public static async Task<IReadOnlyList<Comparison>> CompareAsync()
    {
        var audit = SampleAudit.Small;
        await using var ours = await AuditFanOut.StartAsync(audit);
        var state = await ours.DescribeAsync();
        Console.WriteLine($"other systems: {state.CalculateSize()} bytes from AuditGrpc, {Payload.Length} from the others");
        List<Measured> others = [];
        try
        {
            IFanOut?[] started =
            [
                await BareFanOut.StartAsync(state), await EtcdFanOut.StartAsync(),
                await SocketFanOut.StartNatsAsync(), await SocketFanOut.StartRedisAsync(),
            ];
            foreach (var other in started.OfType<IFanOut>())
            {
                others.Add(await Measured.OpenAsync(other));
            }

            var measured = await Measured.OpenAsync(ours);
            for (var sent = -WarmUps; sent < Events; sent++)
            {
                foreach (var system in others.Append(measured))
                {
                    await system.SendAsync(isWarmUp: sent < 0);
                }
            }

            return [.. others.Select(other => other.Slowest(measured)), .. others.Select(other => other.ProcessorTime(measured)), .. others.Select(other => other.Memory(measured))];
        }
        finally
        {
            foreach (var other in others)
            {
                await other.System.CloseAsync();
                await other.System.DisposeAsync();
            }

            await ours.CloseAsync();
        }
    }

    private sealed record Measured(IFanOut System, double Kilobytes)
    {
        private readonly List<double> _slowest = [];
        private TimeSpan _processorTime;

        public static async Task<Measured> OpenAsync(IFanOut system)
        {
            var (resident, _) = await IdleMemory.OpenAsync(system, Watchers);
            return new Measured(system, resident);
        }

        public async Task SendAsync(bool isWarmUp)
        {
            var before = System.Server.ProcessorTime;
            var slowest = await System.SendAsync();
            if (!isWarmUp)
            {
                _slowest.Add(slowest.TotalMilliseconds);
                _processorTime += System.Server.ProcessorTime - before;
            }
        }

        public Comparison Slowest(Measured ours)
        {
            var comparison = new Comparison($"200 bytes to the slowest of {Watchers} watchers, ms", System.Name, "", "0");
            foreach (var (ofThis, ofOurs) in _slowest.Zip(ours._slowest))
            {
                comparison.Add(ofThis, ofOurs);
            }

            return comparison;
        }

        public Comparison ProcessorTime(Measured ours) => Once("the same: the server's processor time, µs/delivery", ours, measured => measured.Microseconds);

        public Comparison Memory(Measured ours) => Once("the same: memory for each idle watcher, KB", ours, measured => measured.Kilobytes);

        private double Microseconds => _processorTime.TotalMicroseconds / (Events * Watchers);

        private Comparison Once(string measure, Measured ours, Func<Measured, double> measured)
        {
            var comparison = new Comparison(measure, System.Name, "", "0.0");
            comparison.Add(measured(this), measured(ours));
            return comparison;
        }
    }
}
