using System.Net;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Hosting;
using AuditGrpc.Server.Security;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Server.Recording;

/// <summary>Who changed what, and who was refused: a category of the log, which operators can route and keep by its name.</summary>
internal sealed class AuditLog(ILoggerFactory loggers, AuditMetrics metrics) : IDisposable
{
    public const string Category = "AuditGrpc.AuditLog";

    private readonly ILogger _logger = loggers.CreateLogger(Category);
    private readonly RefusalPace _pace = new();

    /// <summary>Records what becomes of a change, even if its caller is gone by then.</summary>
    /// <param name="context">The call; not touched once it waits.</param>
    /// <param name="source">The source that is changed.</param>
    /// <param name="subject">What is changed: an audit, or the checks of the one to start.</param>
    /// <param name="change">The change, under way.</param>
    public async Task<Acted> RecordAsync(ServerCallContext context, string source, string subject, Task<Acted> change)
    {
        var (caller, peer, operation) = (CallerOf(context), PeerOf(context), context.Method[(context.Method.LastIndexOf('/') + 1)..]);
        try
        {
            var acted = await change;
            Record("OK", acted.TaskId, acted.AwsRequestId);
            return acted;
        }
        catch (AuditFailure failure)
        {
            Record(ErrorStatus.NameOf(failure.Reason), taskId: null, failure.AwsRequestId);
            throw;
        }
        catch (OperationCanceledException)
        {
            Record("CANCELLED", taskId: null, awsRequestId: null);
            throw;
        }

        void Record(string outcome, string? taskId, string? awsRequestId) =>
            _logger.Changed(operation, source, Printable(subject), caller, peer, outcome, taskId, awsRequestId);
    }

    /// <summary>Counts a refusal, and records it unless too many are recorded already.</summary>
    public void Refused(ServerCallContext context, ErrorReason reason)
    {
        metrics.Refused(reason);
        if (_pace.TryTake(PeerOf(context), out var unwritten))
        {
            _logger.Refused(context.Method, CallerOf(context), PeerOf(context), ErrorStatus.NameOf(reason), unwritten);
        }
    }

    /// <summary>Counts a connection whose address is over a limit, and records it unless too much is recorded already.</summary>
    /// <param name="peer">Where it comes from.</param>
    /// <param name="consequence">What was done to it, such as <c>refused</c>.</param>
    /// <param name="limit">The setting of <c>Limits</c>.</param>
    public void Limited(IPAddress? peer, string consequence, string limit)
    {
        metrics.Limited(limit);
        var address = NameOf(peer);
        if (_pace.TryTake(address, out var unwritten))
        {
            _logger.ConnectionLimited(address, consequence, limit, unwritten);
        }
    }

    /// <summary>Records what this server goes by. Secrets have been left out.</summary>
    public void Configured(IEnumerable<string> settings) => _logger.Configured(Printable(string.Join("; ", settings)));

    public void Dispose() => _pace.Dispose();

    private static string CallerOf(ServerCallContext context) =>
        Principal.Of(context) is { } caller ? Printable(caller.Name) : "anonymous";

    private static string PeerOf(ServerCallContext context) =>
        NameOf(context.GetHttpContext().Connection.RemoteIpAddress);

    private static string NameOf(IPAddress? peer) => peer?.ToString() ?? "local";

    // Who chooses a name must not be able to write lines of this log with it.
    private static string Printable(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter)) : text;
}
