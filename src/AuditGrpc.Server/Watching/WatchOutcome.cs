using AuditGrpc.V1;

namespace AuditGrpc.Server.Watching;

/// <summary>Why watches end, in the few words that they are counted by.</summary>
internal static class WatchOutcome
{
    public const string Terminal = "terminal";
    public const string Client = "client";
    public const string Deadline = "deadline";
    public const string Stalled = "stalled";

    public static string Of(ErrorReason reason) => reason switch
    {
        ErrorReason.ServerShuttingDown => "drain",
        ErrorReason.WatchExpired => "max_age",
        ErrorReason.Unauthenticated => "credential",
        ErrorReason.AuditTaskNotFound => "not_found",
        _ => "upstream",
    };
}
