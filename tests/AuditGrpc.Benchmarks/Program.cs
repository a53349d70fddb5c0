using AuditGrpc.Benchmarks.Abuse;
using AuditGrpc.Benchmarks.Bare;
using AuditGrpc.Benchmarks.Cli;
using AuditGrpc.Benchmarks.Describing;
using AuditGrpc.Benchmarks.Limiting;
using AuditGrpc.Benchmarks.Watching;

namespace AuditGrpc.Benchmarks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["abuse", .. var attacks]:
                await AbuseBenchmark.RunAsync(attacks);
                return 0;
            case ["cli"]:
                await CliBenchmark.RunAsync();
                return 0;
            case ["describe"]:
                await DescribeBenchmark.RunAsync();
                return 0;
            case ["limits"]:
                await LimitsBenchmark.RunAsync();
                return 0;
            case ["watch", .. var parts]:
                await WatchBenchmark.RunAsync(parts);
                return 0;
            case [Attackers.Command, var address]:
                await Attackers.RunAsync(new Uri(address));
                return 0;
            case [BareServer.Command, var reply, .. var settings]:
                await BareServer.RunAsync(reply, settings);
                return 0;
            default:
                await Console.Error.WriteLineAsync("usage: AuditGrpc.Benchmarks abuse [ATTACK]... | cli | describe | limits | watch [PART]...");
                return 2;
        }
    }
}
