using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace AuditGrpc.Benchmarks.Processes;

/// <summary>A .NET server in a process of its own. Every one is started with the same settings, but for those that are given.</summary>
internal sealed class ServerProcess : MeasuredProcess
{
    private const string Announced = "Now listening on: ";
    private static readonly string[] AnyPort = ["--urls=http://127.0.0.1:0"];
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource<string> _remains = new();

    private ServerProcess(Process process)
        : base(process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
    }

    public Uri Address => _address.Task.Result;

    public static Task<ServerProcess> StartAsync(Assembly assembly, params IEnumerable<string> arguments) =>
        StartAsync([], assembly, arguments);

    /// <param name="launcher">What runs the command that follows it, in its own place; nothing if the command needs none.</param>
    /// <param name="assembly">The server.</param>
    /// <param name="arguments">Its settings.</param>
    public static async Task<ServerProcess> StartAsync(
        IReadOnlyList<string> launcher, Assembly assembly, IEnumerable<string> arguments)
    {
        List<string> command =
        [
            .. launcher,
            "dotnet",
            assembly.Location,
            .. arguments,
            .. arguments.Any(argument => argument.StartsWith("--urls=", StringComparison.Ordinal)) ? [] : AnyPort,
            "--Kestrel:EndpointDefaults:Protocols=Http2",
            "--Logging:LogLevel:Default=Warning",
            // Its line tells the address.
            "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["AWS_ACCESS_KEY_ID"] = "test";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "test";
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        var server = new ServerProcess(Process.Start(start)!);
        try
        {
            await server._address.Task.WaitAsync(AnswerLimit);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public override async Task<Remains> CollectAsync()
    {
        _remains = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        var remains = (await _remains.Task.WaitAsync(AnswerLimit)).Split(' ')
            .Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new Remains(
            ResidentSet, (long)remains[0], (long)remains[1], (int)remains[2], (int)remains[3], TimeSpan.FromSeconds(remains[4]));
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            _address.TrySetException(new InvalidOperationException("The server ended before it said where it listens."));
        }
        else if (line.StartsWith(StartupHook.Remains, StringComparison.Ordinal))
        {
            _remains.TrySetResult(line[StartupHook.Remains.Length..]);
        }
        else if (line.IndexOf(Announced, StringComparison.Ordinal) is >= 0 and var start)
        {
            _address.TrySetResult(new Uri(line[(start + Announced.Length)..]));
        }
    }
}
