namespace AuditGrpc.Server;

/// <summary>
/// Every log message, by room: 1xx hosting, 2xx upstream, 3xx watching, 4xx starting, 5xx the audit log, 6xx security, 9xx bugs.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Warning,
        "SIMULATED AUDITS: no source is configured, so this server serves audits of the embedded simulator at {Address}, not of AWS. "
        + "Set Sources__default__Region to serve AWS's.")]
    public static partial void ServingSimulatedAudits(this ILogger logger, Uri address);

    [LoggerMessage(101, LogLevel.Information, "Source {Source}{IsDefault}: region {Region}, endpoint {Endpoint}.")]
    public static partial void ServingSource(this ILogger logger, string source, string isDefault, string region, string endpoint);

    [LoggerMessage(102, LogLevel.Information, "Stopping: health says NOT_SERVING; serving on for {DrainDelay}.")]
    public static partial void Draining(this ILogger logger, TimeSpan drainDelay);

    [LoggerMessage(103, LogLevel.Information, "Health and metrics at {Address}.")]
    public static partial void Monitoring(this ILogger logger, Uri address);

    [LoggerMessage(104, LogLevel.Warning,
        "Limits:MaxConnections is {Wished}, but this server takes {Connections} connections at once: it may have {Descriptors} files open "
        + "(ulimit -n, LimitNOFILE), and needs the others itself.")]
    public static partial void FewDescriptors(this ILogger logger, int wished, int connections, int? descriptors);

    // AWS's own text stays out of the log, at every level: it can hold account ids and ARNs.
    [LoggerMessage(200, LogLevel.Warning,
        "{Operation} on source {Source} failed: {Reason} (of {Id}, {Kind}, HTTP {HttpStatus}, AWS code {ErrorCode}, AWS request {RequestId}).")]
    public static partial void UpstreamFailed(
        this ILogger logger,
        string operation,
        string source,
        V1.ErrorReason reason,
        string? id,
        string kind,
        int httpStatus,
        string? errorCode,
        string? requestId);

    [LoggerMessage(201, LogLevel.Debug, "AWS did not tell the account of source {Source} ({Kind}, AWS code {ErrorCode}, AWS request {RequestId}).")]
    public static partial void AccountNotTold(this ILogger logger, string source, string kind, string? errorCode, string? requestId);

    [LoggerMessage(202, LogLevel.Error,
        "Source {Source} got no credentials from {Origin}: {Reason} ({Kind}, HTTP {HttpStatus}, AWS code {ErrorCode}, AWS request "
        + "{RequestId}). Calls on this source fail while it has none.")]
    public static partial void NoCredentials(
        this ILogger logger,
        string source,
        string origin,
        V1.ErrorReason reason,
        string? kind,
        int httpStatus,
        string? errorCode,
        string? requestId);

    [LoggerMessage(203, LogLevel.Information, "Source {Source} gets credentials from {Origin} again.")]
    public static partial void CredentialsAreBack(this ILogger logger, string source, string origin);

    [LoggerMessage(300, LogLevel.Error, "Following {TaskId} on source {Source} failed on a bug.")]
    public static partial void PollFailed(this ILogger logger, Exception exception, string taskId, string source);

    [LoggerMessage(400, LogLevel.Warning, "AWS's answer to a start on source {Source} was lost. It had started {TaskId}: that is the answer now.")]
    public static partial void FoundLostStart(this ILogger logger, string source, string taskId);

    [LoggerMessage(401, LogLevel.Warning, "AWS's answer to a start on source {Source} was lost, and no such audit has appeared since: it is sent again.")]
    public static partial void RepeatingLostStart(this ILogger logger, string source);

    [LoggerMessage(500, LogLevel.Information,
        "{Operation} of {Subject} on source {Source} by {Caller} at {Peer}: {Outcome} (audit {TaskId}, AWS request {AwsRequestId}).")]
    public static partial void Changed(
        this ILogger logger,
        string operation,
        string source,
        string subject,
        string caller,
        string peer,
        string outcome,
        string? taskId,
        string? awsRequestId);

    [LoggerMessage(501, LogLevel.Warning,
        "{Method} by {Caller} at {Peer} was refused: {Reason}. Before it, {Unwritten} refusals were not written.")]
    public static partial void Refused(this ILogger logger, string method, string caller, string peer, string reason, long unwritten);

    [LoggerMessage(502, LogLevel.Information, "Settings: {Settings}")]
    public static partial void Configured(this ILogger logger, string settings);

    [LoggerMessage(503, LogLevel.Warning,
        "A connection from {Peer} was {Consequence}: its address is over Limits:{Limit}. Before it, {Unwritten} refusals were not written.")]
    public static partial void ConnectionLimited(this ILogger logger, string peer, string consequence, string limit, long unwritten);

    [LoggerMessage(600, LogLevel.Warning,
        "PLAINTEXT: calls at {Address} are not encrypted, as Security:AllowPlaintext allows. A proxy or a mesh in front must see to that.")]
    public static partial void TakingPlaintext(this ILogger logger, string address);

    [LoggerMessage(601, LogLevel.Warning, "OPEN TO ALL: whoever reaches {Address} may do everything, as Security:AllowAnonymous allows.")]
    public static partial void TakingAnyone(this ILogger logger, string address);

    [LoggerMessage(602, LogLevel.Information, "{Key} has changed: new connections use what is in {Path} now.")]
    public static partial void Reloaded(this ILogger logger, string key, string path);

    [LoggerMessage(603, LogLevel.Error, "A file that has changed is not used, and what it held before still is. {Fault}")]
    public static partial void ReloadFailed(this ILogger logger, string fault);

    [LoggerMessage(604, LogLevel.Information, "The issuer of tokens, {Authority}, has {Count} keys.")]
    public static partial void SigningKeysRead(this ILogger logger, Uri authority, int count);

    [LoggerMessage(605, LogLevel.Error, "The keys of the issuer of tokens, {Authority}, cannot be read ({ExceptionType}): {Consequence}.")]
    public static partial void SigningKeysUnreadable(this ILogger logger, Uri authority, string exceptionType, string consequence);

    [LoggerMessage(606, LogLevel.Debug, "A token was refused: {ExceptionType}.")]
    public static partial void TokenRefused(this ILogger logger, string? exceptionType);

    [LoggerMessage(900, LogLevel.Error, "{Method} failed on a bug.")]
    public static partial void CallFailed(this ILogger logger, Exception exception, string method);
}
