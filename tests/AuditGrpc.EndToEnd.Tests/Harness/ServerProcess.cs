using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>The server as a process of its own, as operators run it.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private const string Monitoring = "Health and metrics at ";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly string Assembly = typeof(Server.Log).Assembly.Location;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly SemaphoreSlim _lineRead = new(0);

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Everything it has written.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public bool HasExited => _process.HasExited;

    public int Id => _process.Id;

    public static ServerProcess Start(string environment, params string[] settings) =>
        Start(environment, new Dictionary<string, string>(), settings);

    /// <param name="environment">The name of the environment.</param>
    /// <param name="variables">Environment variables.</param>
    /// <param name="settings">Settings, such as <c>Describe:Freshness=00:00:10</c>.</param>
    public static ServerProcess Start(string environment, IReadOnlyDictionary<string, string> variables, params string[] settings)
    {
        return new ServerProcess(Process.Start(Command.Describe(
            "dotnet", ArgumentsOf(settings), new Dictionary<string, string>(variables) { ["ASPNETCORE_ENVIRONMENT"] = environment }))!);
    }

    /// <summary>Starts it with a limit of open files, which it cannot raise.</summary>
    public static ServerProcess StartWithFiles(int limit, string environment, params string[] settings) =>
        new(Process.Start(Command.Describe(
            "prlimit",
            [$"--nofile={limit}:{limit}", "dotnet", .. ArgumentsOf(settings)],
            new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = environment }))!);

    /// <summary>Starts it with its log in a file, where <see cref="Output"/> does not see it.</summary>
    public static ServerProcess StartLoggingTo(string file, string environment, params string[] settings) => new(Process.Start(Command.Describe(
        "sh",
        ["-c", "exec dotnet \"$0\" \"$@\" >\"$LOG\" 2>&1", .. ArgumentsOf(settings)],
        new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = environment, ["LOG"] = file }))!);

    /// <summary>Waits for a line that holds a text, and returns it.</summary>
    public async Task<string> LineWithAsync(string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            if (Output.Split(Environment.NewLine).FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } line)
            {
                return line;
            }

            try
            {
                await _lineRead.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"The server did not write '{text}'. It wrote:{Environment.NewLine}{Output}");
            }
        }
    }

    /// <summary>Where it takes calls.</summary>
    public async Task<Uri> AddressAsync() => AddressIn(await LineWithAsync(Listening));

    /// <summary>Where a server takes calls, by its log.</summary>
    public static Uri AddressIn(string log) => AddressAfter(Listening, log);

    /// <summary>Where health and metrics are.</summary>
    public async Task<Uri> MonitoringAddressAsync() => AddressAfter(Monitoring, await LineWithAsync(Monitoring));

    /// <summary>Takes no more of what it writes, so that its next writes have nowhere to go.</summary>
    public void StopReading() => _process.CancelOutputRead();

    /// <summary>Sends a signal, such as TERM.</summary>
    public void Signal(string name) =>
        Process.Start("kill", ["-s", name, _process.Id.ToString()]).WaitForExit();

    public async Task<int> ExitCodeAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static string[] ArgumentsOf(string[] settings) =>
    [
        Assembly,
        $"--contentRoot={Path.GetDirectoryName(Assembly)}",
        "--Hosting:MonitoringUrl=http://127.0.0.1:0",
        .. settings.Select(setting => $"--{setting}"),
    ];

    private static Uri AddressAfter(string announcement, string log) =>
        new(Address().Match(log, log.IndexOf(announcement, StringComparison.Ordinal)).Value);

    [GeneratedRegex(@"https?://[^\s""/]+")]
    private static partial Regex Address();

    private void Read(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        _lineRead.Release();
    }
}
