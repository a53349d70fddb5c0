using AuditGrpc.Server.Errors;
using Grpc.Core;

namespace AuditGrpc.Server.Security;

/// <summary>Decides who may do what.</summary>
internal sealed class Access(SecuritySettings settings, string defaultSource)
{
    /// <summary>Lets a call pass, or refuses it.</summary>
    /// <param name="context">The call.</param>
    /// <param name="source">The source that the request names, empty for the default one; nothing if the call is not about one.</param>
    /// <exception cref="AuditFailure">The caller may not do this.</exception>
    public void Require(ServerCallContext context, string? source)
    {
        if (!AccessTable.Permissions.TryGetValue(context.Method, out var permission))
        {
            throw new InvalidOperationException($"{context.Method} is missing in the table of permissions.");
        }

        if (permission is null || !settings.Authenticates)
        {
            return;
        }

        var caller = Principal.Of(context) ?? throw AuditFailure.Unauthenticated(WhyUnknown(context));
        if (!caller.May(permission, source is "" ? defaultSource : source))
        {
            throw AuditFailure.PermissionDenied(permission);
        }
    }

    /// <summary>Whether the caller may read of a source.</summary>
    public bool MayRead(ServerCallContext context, string source) =>
        !settings.Authenticates || Principal.Of(context)?.May(Permission.Read, source) == true;

    private string WhyUnknown(ServerCallContext context) =>
        context.GetHttpContext().Features.Get<CallerMiddleware.Rejection>()?.Why
        ?? (settings.ClientCa is null ? "a bearer token must be shown"
            : settings.Jwt.Authority is null ? "a client certificate must be shown"
            : "a client certificate or a bearer token must be shown");
}
