using System.Text.Json;

namespace AuditGrpc.Simulator;

/// <summary>One HTTP reply, before it is sent: faults can still spoil it.</summary>
internal sealed record Reply(int Status, byte[] Body, string ContentType = "application/json", string? ErrorCode = null)
{
    public static Reply Ok(object body) => new(200, JsonSerializer.SerializeToUtf8Bytes(body, AwsJson.Options));

    /// <summary>An error as AWS sends it; without a code it is one from something in front of AWS, and has no body.</summary>
    public static Reply Error(Operation operation, int status, string? code, string message, string requestId) => code is null
        ? new(status, [])
        : operation.IsSts
            ? StsXml.Error(status, code, message, requestId)
            : new(status, JsonSerializer.SerializeToUtf8Bytes(new { message, traceId = requestId }, AwsJson.Options), ErrorCode: code);

    public async Task SendAsync(HttpContext context, string requestId)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        response.Headers["x-amzn-RequestId"] = requestId;
        if (ErrorCode is not null)
        {
            // AWS IoT puts a colon after the code, and nothing after the colon.
            response.Headers["x-amzn-ErrorType"] = $"{ErrorCode}:";
        }

        await response.Body.WriteAsync(Body, context.RequestAborted);
    }
}
