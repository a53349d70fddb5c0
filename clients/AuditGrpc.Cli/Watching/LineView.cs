using AuditGrpc.Cli.Output;
using AuditGrpc.Client;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Watching;

/// <summary>A line for each change, for logs: the audit's, and those of its checks.</summary>
internal sealed class LineView(Shell shell) : View
{
    private AuditTask _shown = new();
    private int _breaks;

    public override void Show(AuditTask audit)
    {
        foreach (var (name, check) in audit.AuditDetails.OrderBy(check => check.Key, StringComparer.Ordinal))
        {
            // What a running check has counted so far changes all the time.
            if (!_shown.AuditDetails.TryGetValue(name, out var before) || Words.Of(before) != Words.Of(check))
            {
                Write($"{name} {Words.Of(check)}{CheckText.CountsOf(check)}");
            }
        }

        if (Words.Of(_shown) != Words.Of(audit) || CheckText.DoneOf(_shown) != CheckText.DoneOf(audit))
        {
            Write($"{Words.Of(audit)} {CheckText.DoneOf(audit)}");
        }

        _shown = audit;
    }

    public override void Report(WatchProgress value)
    {
        if (value.Breaks > _breaks)
        {
            _breaks = value.Breaks;
            Write($"reconnecting: {value.Broken?.Status.Detail}");
        }
    }

    private void Write(string line)
    {
        shell.Output.WriteLine($"{shell.Time.GetLocalNow():HH:mm:ss} {line}");
        shell.Output.Flush();
    }
}
