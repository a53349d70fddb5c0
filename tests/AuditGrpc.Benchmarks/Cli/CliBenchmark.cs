using System.Diagnostics;
using AuditGrpc.Benchmarks.Measuring;
using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.Simulator;

namespace AuditGrpc.Benchmarks.Cli;

/// <summary>How long one command takes, from its start to its exit: the published <c>auditgrpc</c>, and Debian's <c>aws</c>.</summary>
internal static class CliBenchmark
{
    private const int Pairs = 15;
    private const string Aws = "/usr/bin/aws";
    private static readonly string Ours = Path.GetFullPath("artifacts/publish/auditgrpc/auditgrpc");

    public static async Task RunAsync()
    {
        await using var aws = await SimulatedAws.StartAsync(new SimulatorOptions { RateLimits = false });
        await using var server = await ServerProcess.StartAsync(
            typeof(Server.Log).Assembly, $"--Sources:default:ServiceUrl={aws.ServiceUrl}");
        string[] describe = ["iot", "describe-audit-task", "--task-id", SimulatedAudits.NonCompliant, "--output", "json"];
        string[] ours = ["--endpoint-url", server.Address.ToString(), .. describe];
        string[] theirs = ["--endpoint-url", aws.ServiceUrl.ToString(), "--region", "us-east-1", .. describe];

        // Files are in the page cache, and the server is warm, from here on.
        await TimeAsync(Aws, theirs);
        await TimeAsync(Ours, ours);
        var comparison = new Comparison("describe, wall clock, ms", "aws", "<= 0.25", "0");
        for (var pair = 0; pair < Pairs; pair++)
        {
            comparison.Add(await TimeAsync(Aws, theirs), await TimeAsync(Ours, ours));
        }

        await Report.Of("cli", comparison).PublishAsync();
    }

    private static async Task<double> TimeAsync(string file, string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true };
        start.Environment["AWS_ACCESS_KEY_ID"] = "test";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var took = Stopwatch.GetElapsedTime(began);
        return process.ExitCode == 0 && output.Contains("\"COMPLETED\"", StringComparison.Ordinal)
            ? took.TotalMilliseconds
            : throw new InvalidOperationException($"{file} exited with {process.ExitCode}: {output}");
    }
}
