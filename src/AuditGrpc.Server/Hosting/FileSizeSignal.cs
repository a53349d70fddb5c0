using System.Runtime.InteropServices;

namespace AuditGrpc.Server.Hosting;

/// <summary>
/// Lets this server live when the file that its log goes to may grow no more: the system's signal for that would end it. The write
/// then fails, as it does on a full disk, and costs a line of the log.
/// </summary>
internal sealed class FileSizeSignal : IHostedService, IDisposable
{
    // SIGXFSZ, which has this number on every system that .NET runs on and that has signals.
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;

    private PosixSignalRegistration? _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(FileSizeExceeded, context => context.Cancel = true);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registration?.Dispose();
}
