using AuditGrpc.Cli.Commands;
using AuditGrpc.Cli.Output;
using AuditGrpc.Client;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Watching;

/// <summary>How a watch is shown. Disposing ends it: what was shown last stays.</summary>
internal abstract class View : IProgress<WatchProgress>, IAsyncDisposable
{
    /// <summary>The audit's state is this now.</summary>
    public abstract void Show(AuditTask audit);

    /// <summary>What the watch says of itself.</summary>
    public virtual void Report(WatchProgress value)
    {
    }

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The view for what was asked, and for where the output goes.</summary>
    public static View For(Invocation invocation, string taskId, CancellationToken interrupted) => invocation.Format switch
    {
        OutputFormat.Json => new DocumentView(audit => JsonOutput.WriteLine(Reply(audit, invocation), invocation.Shell.Output), invocation.Shell),
        OutputFormat.Yaml or OutputFormat.YamlStream =>
            new DocumentView(audit => YamlOutput.WriteItem(Reply(audit, invocation), invocation.Shell.Output), invocation.Shell),
        null or OutputFormat.Table when invocation.Shell.IsTerminal => LiveView.Start(taskId, invocation.IsColored, invocation.Shell, interrupted),
        _ => new LineView(invocation.Shell),
    };

    /// <summary>What comes before the view of an audit that has just been started: its id, which is then known whatever happens.</summary>
    public static void ShowStart(Invocation invocation, string taskId)
    {
        var output = invocation.Shell.Output;
        var reply = new Members { { "taskId", taskId } };
        switch (invocation.Format)
        {
            case OutputFormat.Json:
                JsonOutput.WriteLine(reply, output);
                break;
            case OutputFormat.Yaml or OutputFormat.YamlStream:
                YamlOutput.WriteItem(reply, output);
                break;
            default:
                output.WriteLine($"{invocation.Shell.Time.GetLocalNow():HH:mm:ss} started {taskId}");
                break;
        }

        output.Flush();
    }

    private static Members Reply(AuditTask audit, Invocation invocation) => AuditReply.Of(audit, invocation.Shell.Time.LocalTimeZone);
}
