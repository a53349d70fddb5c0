using System.Security.Claims;
using System.Security.Principal;
using Grpc.Core;

namespace AuditGrpc.Server.Security;

/// <summary>A caller who has shown who it is. <c>HttpContext.User</c> is one, if the caller has.</summary>
/// <param name="name">The name in its certificate, or the subject of its token.</param>
/// <param name="proof">How it was shown: <see cref="Certificate"/> or <see cref="Token"/>.</param>
/// <param name="grants">The grants it has.</param>
/// <param name="expires">When what it has shown ends.</param>
internal sealed class Principal(string name, string proof, IReadOnlyList<Grant> grants, DateTimeOffset expires)
    : ClaimsPrincipal(new GenericIdentity(name, proof))
{
    public const string Certificate = "certificate";
    public const string Token = "token";

    public string Name => name;

    public DateTimeOffset Expires => expires;

    /// <summary>The caller; nothing if it has not shown who it is.</summary>
    public static Principal? Of(ServerCallContext context) => context.GetHttpContext().User as Principal;

    /// <inheritdoc cref="Grant.Allows"/>
    public bool May(string permission, string? source)
    {
        foreach (var grant in grants)
        {
            if (grant.Allows(permission, source))
            {
                return true;
            }
        }

        return false;
    }
}
