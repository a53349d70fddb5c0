using AuditGrpc.Cli.Output;
using AuditGrpc.Client;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Cli.Failures;

/// <summary>What is told of an error: in words that scripts for AWS's command look for, or as JSON.</summary>
internal sealed record ErrorReport(int ExitCode, string Code, string Message)
{
    private string? Operation { get; init; }

    private ErrorReason Reason { get; init; }

    private TimeSpan? RetryDelay { get; init; }

    public static ErrorReport Of(Exception exception, string operation) => exception switch
    {
        CommandException command => new(command.ExitCode, CodeOf(command.ExitCode), command.Message),
        RpcException rpc => OfService(rpc, operation),
        IOException or UnauthorizedAccessException => new(ExitCodes.OtherError, "Error", exception.Message),
        _ => new(ExitCodes.OtherError, "InternalError", $"{exception.GetType().Name}: {exception.Message}"),
    };

    public void WriteTo(TextWriter error, bool asJson)
    {
        if (asJson)
        {
            var members = new Members
            {
                { "code", Code },
                { "message", Message },
                { "exitCode", (long)ExitCode },
                { "operation", Operation },
                { "reason", Reason == ErrorReason.Unspecified ? null : Words.Of(Reason) },
                { "retryAfterSeconds", RetryDelay is { } delay ? (long)Math.Ceiling(delay.TotalSeconds) : null },
            };
            JsonOutput.WriteLine(new Members { { "error", members } }, error);
            return;
        }

        error.WriteLine(Operation is null
            ? Message
            : $"An error occurred ({Code}) when calling the {Operation} operation: {Message}");
        if (RetryDelay is { } wait && wait > TimeSpan.Zero)
        {
            error.WriteLine($"Try again in {Math.Ceiling(wait.TotalSeconds)} s.");
        }
    }

    private static ErrorReport OfService(RpcException exception, string operation)
    {
        var reason = exception.AuditErrorReason();
        var cause = exception.Status.DebugException;
        var violations = string.Join("; ", exception.FieldViolations().Select(violation => $"{violation.Field} {violation.Description}"));
        // Without a reason, these are the client's own words for a call that no service answered.
        var isAnswer = reason != ErrorReason.Unspecified || exception.StatusCode is not (
            StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown);
        if (!isAnswer)
        {
            var message = exception.StatusCode switch
            {
                StatusCode.DeadlineExceeded => "The server did not answer in time: see --cli-read-timeout.",
                StatusCode.Unavailable or StatusCode.Internal when cause is not null =>
                    $"Could not connect to the server: {cause.GetBaseException().Message}",
                _ => $"{exception.StatusCode}: {exception.Status.Detail}",
            };
            return new(ExitCodes.OtherError, exception.StatusCode.ToString(), message);
        }

        return new(ExitCodes.ServiceError, AwsCodeOf(reason, exception.StatusCode), violations.Length > 0 ? violations : exception.Status.Detail)
        {
            Operation = operation,
            Reason = reason,
            RetryDelay = exception.RetryDelay(),
        };
    }

    private static string CodeOf(int exitCode) => exitCode switch
    {
        ExitCodes.Usage => "Usage",
        ExitCodes.Configuration => "Configuration",
        _ => "Error",
    };

    /// <summary>AWS's name for what went wrong, as AWS's command prints it; gRPC's where AWS has none.</summary>
    private static string AwsCodeOf(ErrorReason reason, StatusCode status) => reason switch
    {
        ErrorReason.InvalidRequest or ErrorReason.AuditTaskNotInProgress => "InvalidRequestException",
        ErrorReason.AuditTaskNotFound or ErrorReason.AuditFindingNotFound => "ResourceNotFoundException",
        ErrorReason.UpstreamThrottled or ErrorReason.CallerRateLimited => "ThrottlingException",
        ErrorReason.TooManyAudits => "LimitExceededException",
        ErrorReason.UpstreamUnavailable or ErrorReason.ServerShuttingDown => "ServiceUnavailableException",
        ErrorReason.PermissionDenied => "AccessDeniedException",
        ErrorReason.Unauthenticated => "UnrecognizedClientException",
        ErrorReason.Unspecified => status.ToString(),
        _ => reason.ToString(),
    };
}
