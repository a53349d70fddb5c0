using System.Diagnostics;
using System.Text;

namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>The server as a process of its own, as operators run it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
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

    public static ServerProcess Start(string environment, params string[] settings)
    {
        string[] arguments =
        [
            Assembly,
            $"--contentRoot={Path.GetDirectoryName(Assembly)}",
            "--Hosting:MonitoringUrl=http://127.0.0.1:0",
            .. settings.Select(setting => $"--{setting}"),
        ];
        return new ServerProcess(Process.Start(Command.Describe(
            "dotnet", arguments, new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = environment }))!);
    }

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

    public async Task<Uri> AddressAsync()
    {
        const string Announced = "Now listening on: ";
        var line = await LineWithAsync(Announced);
        return new Uri(line[(line.IndexOf(Announced, StringComparison.Ordinal) + Announced.Length)..].Trim());
    }

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

    private void Read(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        _lineRead.Release();
    }
}
