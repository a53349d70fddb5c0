using System.Runtime.InteropServices;

namespace AuditGrpc.Server.Hosting;

/// <summary>Lets an operator who signals twice have an end at once: the host itself takes no notice of the second signal.</summary>
internal sealed class SecondSignal : IHostedService, IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Count));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Count));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void Count(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _signals) > 1)
        {
            // What a shell says of a process that a signal ended. Signals are negative numbers here.
            Environment.Exit(context.Signal == PosixSignal.SIGINT ? 130 : 143);
        }
    }
}
