using System.Diagnostics;

namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>A command that was run to its end.</summary>
internal sealed record Command(int ExitCode, string Output, string Error)
{
    // Long enough for a loaded machine, short enough for a test run that hangs to say where.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static async Task<Command> RunAsync(string file, IEnumerable<string> arguments, IDictionary<string, string>? environment = null, TimeSpan? limit = null)
    {
        using var process = Process.Start(Describe(file, arguments, environment))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(limit ?? Limit);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} {string.Join(' ', arguments)} did not end within {limit ?? Limit}.");
        }

        return new Command(process.ExitCode, await output, await error);
    }

    public static ProcessStartInfo Describe(string file, IEnumerable<string> arguments, IDictionary<string, string>? environment)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Its output, if it succeeded; fails the test with all it said if not.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}{Environment.NewLine}{Output}{Environment.NewLine}{Error}");
        return Output;
    }
}
