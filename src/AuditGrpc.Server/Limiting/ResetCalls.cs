namespace AuditGrpc.Server.Limiting;

/// <summary>
/// Has callers pay for the calls that they reset. One costs this server more than to answer it, and its caller next to nothing: HTTP/2's
/// "rapid reset".
/// </summary>
internal static class ResetCalls
{
    // As if the caller had sent so many bytes more. A thousand watches that end at once hold up their address for a second.
    private const int Cost = 1024;

    public static void UseResetCalls(this IApplicationBuilder app) => app.Use((HttpContext context, RequestDelegate next) =>
        context.Features.Get<Pace>() is { } pace ? ChargeAsync(context, next, pace) : next(context));

    private static async Task ChargeAsync(HttpContext context, RequestDelegate next, Pace pace)
    {
        try
        {
            await next(context);
        }
        finally
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                pace.Take(Cost);
            }
        }
    }
}
