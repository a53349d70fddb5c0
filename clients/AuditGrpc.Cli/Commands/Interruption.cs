using System.Runtime.InteropServices;
using AuditGrpc.Cli.Failures;

namespace AuditGrpc.Cli.Commands;

/// <summary>Ctrl-C and SIGTERM, while there is something to leave in order: a terminal, an open watch.</summary>
internal sealed class Interruption : IDisposable
{
    private const int Terminated = 143;

    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Interrupt(context, ExitCodes.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Interrupt(context, Terminated)),
        ];
    }

    public CancellationToken Token => _source.Token;

    public int ExitCode { get; private set; } = ExitCodes.Interrupted;

    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _source.Dispose();
    }

    private void Interrupt(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        ExitCode = exitCode;
        _source.Cancel();
    }
}
