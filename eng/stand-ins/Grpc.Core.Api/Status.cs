namespace Grpc.Core;

/// <summary>How a call ended. The exception is for the local side's eyes: it never goes over the wire.</summary>
public struct Status(StatusCode statusCode, string detail, Exception? debugException)
{
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null)
    {
    }

    public StatusCode StatusCode { get; } = statusCode;

    public string Detail { get; } = detail;

    public Exception? DebugException { get; } = debugException;

    public override readonly string ToString() => DebugException is { } exception
        ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{exception.GetType()}: {exception.Message}\")"
        : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")";
}
