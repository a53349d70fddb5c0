using AuditGrpc.Benchmarks.Bare;
using AuditGrpc.Benchmarks.Describing;

namespace AuditGrpc.Benchmarks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["describe"]:
                await DescribeBenchmark.RunAsync();
                return 0;
            case [BareServer.Command, var reply, .. var settings]:
                await BareServer.RunAsync(reply, settings);
                return 0;
            default:
                await Console.Error.WriteLineAsync("usage: AuditGrpc.Benchmarks describe");
                return 2;
        }
    }
}
