using System.Globalization;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Errors;

/// <summary>Why a call failed, in the contract's words. Holds nothing that a caller may not read.</summary>
internal sealed class AuditFailure : Exception
{
    private AuditFailure(ErrorReason reason, string message, Exception? cause = null)
        : base(message, cause) => Reason = reason;

    public ErrorReason Reason { get; }

    /// <summary>The field of the request that is not valid, by its name in the contract.</summary>
    public string? Field { get; private init; }

    /// <summary>When to try again; none where trying again cannot help.</summary>
    public TimeSpan? RetryAfter { get; private init; }

    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>();

    public static AuditFailure InvalidField(string field, string rule) =>
        new(ErrorReason.InvalidRequest, rule) { Field = field };

    public static AuditFailure UnknownSource(string source) =>
        new(ErrorReason.UnknownSource, $"\"{source}\" is not one this server has")
        {
            Field = "source",
            Metadata = new Dictionary<string, string> { ["source"] = source },
        };

    public static AuditFailure RefusedByAws(Exception cause) =>
        new(ErrorReason.InvalidRequest, "AWS did not accept the request", cause);

    public static AuditFailure AuditTaskNotFound(string taskId, Exception cause) =>
        new(ErrorReason.AuditTaskNotFound, "AWS has no such audit, or no longer has it", cause)
        {
            Metadata = new Dictionary<string, string> { ["task_id"] = taskId },
        };

    public static AuditFailure Throttled(string operation, TimeSpan retryAfter, Exception? cause = null) =>
        new(ErrorReason.UpstreamThrottled, $"the rate of {operation} that AWS allows is spent", cause)
        {
            RetryAfter = retryAfter,
            Metadata = new Dictionary<string, string> { ["operation"] = operation },
        };

    public static AuditFailure Unavailable(TimeSpan retryAfter, Exception cause) =>
        new(ErrorReason.UpstreamUnavailable, "AWS failed, or could not be reached", cause) { RetryAfter = retryAfter };

    public static AuditFailure AccessDenied(Exception cause) =>
        new(ErrorReason.UpstreamAccessDenied, "AWS did not accept this service's credentials or permissions", cause);

    public static AuditFailure InvalidResponse(Exception? cause = null) =>
        new(ErrorReason.UpstreamInvalidResponse, "AWS gave an answer this service cannot read", cause);

    public static AuditFailure TooManyWatches(int max) =>
        new(ErrorReason.TooManyWatches, "this server has as many watches as it allows")
        {
            RetryAfter = Soon(),
            Metadata = new Dictionary<string, string> { ["max_watches"] = max.ToString(CultureInfo.InvariantCulture) },
        };

    public static AuditFailure ServerShuttingDown() =>
        new(ErrorReason.ServerShuttingDown, "this server is shutting down") { RetryAfter = Soon() };

    public static AuditFailure WatchExpired() =>
        new(ErrorReason.WatchExpired, "this watch is as old as this server lets one become") { RetryAfter = Soon() };

    /// <summary>Up to two seconds, each caller at another time, so that ten thousand do not come back at once.</summary>
    private static TimeSpan Soon() => TimeSpan.FromSeconds(2 * Random.Shared.NextDouble());
}
