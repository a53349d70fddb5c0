using AuditGrpc.V1;

namespace AuditGrpc.Cli.Watching;

/// <summary>A document for each state, for programs to read as they come.</summary>
internal sealed class DocumentView(Action<AuditTask> write, Shell shell) : View
{
    public override void Show(AuditTask audit)
    {
        write(audit);
        shell.Output.Flush();
    }
}
