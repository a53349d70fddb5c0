using System.Globalization;
using AuditGrpc.Server.Upstream;
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

    /// <summary>The request to AWS did not leave: there was no connection.</summary>
    public bool IsUnsent { get; private init; }

    /// <summary>AWS refused the credentials as expired or unknown: with new ones the call may pass.</summary>
    public bool NeedsNewCredentials { get; private init; }

    /// <summary>The audit was started a moment ago, and is to appear.</summary>
    public bool IsNotThereYet { get; private init; }

    /// <summary>AWS may have done what it was asked to do: its answer is not known.</summary>
    public bool MayHaveActed => Reason is ErrorReason.UpstreamUnavailable or ErrorReason.UpstreamInvalidResponse && !IsUnsent;

    /// <summary>AWS's id of the request that failed, if AWS answered it.</summary>
    public string? AwsRequestId => UpstreamFacts.RequestIdOf(InnerException);

    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>();

    public static AuditFailure InvalidField(string field, string rule, Exception? cause = null) =>
        new(ErrorReason.InvalidRequest, rule, cause) { Field = field };

    public static AuditFailure UnknownSource(string source) =>
        new(ErrorReason.UnknownSource, $"\"{source}\" is not one this server has")
        {
            Field = "source",
            Metadata = new Dictionary<string, string> { ["source"] = source },
        };

    public static AuditFailure UnreadableRequest() =>
        new(ErrorReason.InvalidRequest, "the request is no message of the contract");

    public static AuditFailure RefusedByAws(Exception cause) =>
        new(ErrorReason.InvalidRequest, "AWS did not accept the request", cause);

    public static AuditFailure AuditTaskNotFound(string taskId, Exception cause) =>
        new(ErrorReason.AuditTaskNotFound, "AWS has no such audit, or no longer has it", cause)
        {
            Metadata = new Dictionary<string, string> { ["task_id"] = taskId },
        };

    public static AuditFailure AuditFindingNotFound(string findingId, Exception cause) =>
        new(ErrorReason.AuditFindingNotFound, "AWS has no such finding, or no longer has it", cause)
        {
            Metadata = new Dictionary<string, string> { ["finding_id"] = findingId },
        };

    public static AuditFailure Throttled(string operation, TimeSpan retryAfter, Exception? cause = null) =>
        new(ErrorReason.UpstreamThrottled, $"the rate of {operation} that AWS allows is spent", cause)
        {
            RetryAfter = retryAfter,
            Metadata = new Dictionary<string, string> { ["operation"] = operation },
        };

    public static AuditFailure Unavailable(TimeSpan retryAfter, Exception cause) =>
        new(ErrorReason.UpstreamUnavailable, "AWS failed, or could not be reached", cause) { RetryAfter = retryAfter };

    public static AuditFailure Unreachable(TimeSpan retryAfter, Exception cause) =>
        new(ErrorReason.UpstreamUnavailable, "AWS could not be reached", cause) { RetryAfter = retryAfter, IsUnsent = true };

    public static AuditFailure NotThereYet(Exception cause) =>
        new(ErrorReason.UpstreamUnavailable, "the audit was started a moment ago, and AWS does not report it yet", cause)
        {
            RetryAfter = TimeSpan.FromSeconds(1),
            IsNotThereYet = true,
        };

    public static AuditFailure StartUnknown(TimeSpan retryAfter) =>
        new(ErrorReason.UpstreamUnavailable, "AWS's answer was lost, and whether it has started the audit is not known yet")
        {
            RetryAfter = retryAfter,
        };

    public static AuditFailure NotInProgress(string taskId, Exception cause) =>
        new(ErrorReason.AuditTaskNotInProgress, "the audit is not in progress", cause)
        {
            Metadata = new Dictionary<string, string> { ["task_id"] = taskId },
        };

    public static AuditFailure TooManyAudits(Exception cause) =>
        new(ErrorReason.TooManyAudits, "as many on-demand audits are in progress as AWS allows", cause);

    public static AuditFailure AccessDenied(Exception cause) =>
        new(ErrorReason.UpstreamAccessDenied, "AWS did not accept this service's credentials or permissions", cause);

    public static AuditFailure CredentialsRefused(Exception cause) =>
        new(ErrorReason.UpstreamAccessDenied, "AWS did not accept this service's credentials", cause) { NeedsNewCredentials = true };

    public static AuditFailure InvalidResponse(Exception? cause = null) =>
        new(ErrorReason.UpstreamInvalidResponse, "AWS gave an answer this service cannot read", cause);

    public static AuditFailure TooManyWatches(int max) =>
        new(ErrorReason.TooManyWatches, "this server has as many watches as it allows")
        {
            RetryAfter = Soon(),
            Metadata = new Dictionary<string, string> { ["max_watches"] = max.ToString(CultureInfo.InvariantCulture) },
        };

    public static AuditFailure TooManyWatchesOfCaller(int max) =>
        new(ErrorReason.TooManyWatches, "this caller has as many watches as this server allows one")
        {
            RetryAfter = Soon(),
            Metadata = new Dictionary<string, string> { ["max_watches"] = max.ToString(CultureInfo.InvariantCulture) },
        };

    public static AuditFailure CallerRateLimited(TimeSpan retryAfter) =>
        new(ErrorReason.CallerRateLimited, "this caller calls more often than this server lets one") { RetryAfter = retryAfter };

    public static AuditFailure Unauthenticated(string why) => new(ErrorReason.Unauthenticated, why);

    public static AuditFailure CredentialExpired() =>
        new(ErrorReason.Unauthenticated, "the certificate or token that this watch was opened with has expired");

    public static AuditFailure PermissionDenied(string permission) =>
        new(ErrorReason.PermissionDenied, $"this takes the permission {permission}, on this source, and the caller does not have it")
        {
            Metadata = new Dictionary<string, string> { ["permission"] = permission },
        };

    public static AuditFailure ServerShuttingDown() =>
        new(ErrorReason.ServerShuttingDown, "this server is shutting down") { RetryAfter = Soon() };

    public static AuditFailure WatchExpired() =>
        new(ErrorReason.WatchExpired, "this watch is as old as this server lets one become") { RetryAfter = Soon() };

    /// <summary>Up to two seconds, each caller at another time, so that ten thousand do not come back at once.</summary>
    private static TimeSpan Soon() => TimeSpan.FromSeconds(2 * Random.Shared.NextDouble());
}
