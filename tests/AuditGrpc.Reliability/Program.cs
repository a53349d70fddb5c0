using System.Globalization;
using AuditGrpc.Reliability.Matrix;
using AuditGrpc.Reliability.Soaking;

namespace AuditGrpc.Reliability;

/// <summary>Long runs against a real server process: see docs/reliability.md.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["faults", .. var rows]:
                return await FaultMatrix.RunAsync(rows) ? 0 : 1;
            case ["soak", var minutes, var seed]:
                var length = TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture));
                return await Soak.RunAsync(length, int.Parse(seed, CultureInfo.InvariantCulture)) ? 0 : 1;
            default:
                await Console.Error.WriteLineAsync("usage: AuditGrpc.Reliability faults [ROW]... | soak MINUTES SEED");
                return 2;
        }
    }
}
