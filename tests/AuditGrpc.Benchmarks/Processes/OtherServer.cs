using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace AuditGrpc.Benchmarks.Processes;

/// <summary>A server of another make, on a port of this machine.</summary>
internal sealed class OtherServer : MeasuredProcess
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private OtherServer(Process process, int port)
        : base(process) => Port = port;

    public int Port { get; }

    /// <summary>Starts it, and waits until it accepts connections; null if it is not installed.</summary>
    public static async Task<OtherServer?> StartAsync(string program, Func<int, string[]> argumentsFor)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(program, argumentsFor(port)) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            var server = new OtherServer(process, port);
            await server.WaitAsync();
            return server;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitAsync()
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (Stopwatch.GetElapsedTime(began) < StartLimit)
            {
                await Task.Delay(TimeSpan.FromSeconds(0.1), TimeProvider.System);
            }
        }
    }
}
