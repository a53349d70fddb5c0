using Grpc.Core;

namespace AuditGrpc.Server.Errors;

/// <summary>
/// Answers requests whose bytes are no message of the contract. gRPC reads a request before it comes to any interceptor, and answers
/// UNKNOWN, as if that were a bug of this server's.
/// </summary>
internal static class UnreadableRequests
{
    private static readonly object Read = new();

    public static void UseUnreadableRequests(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        var headers = context.Response.Headers;
        if (headers.GrpcStatus == $"{(int)StatusCode.Unknown}" && !context.Response.HasStarted && !context.Items.ContainsKey(Read))
        {
            var answer = ErrorStatus.Of(AuditFailure.UnreadableRequest());
            headers.GrpcStatus = $"{(int)answer.StatusCode}";
            headers.GrpcMessage = Uri.EscapeDataString(answer.Status.Detail);
            headers[ErrorStatus.DetailsTrailer] = Convert.ToBase64String(answer.Trailers.GetValueBytes(ErrorStatus.DetailsTrailer)!);
        }
    });

    /// <summary>The request of this call has been read.</summary>
    public static void Mark(ServerCallContext context) => context.GetHttpContext().Items[Read] = Read;
}
