using System.Net.Security;
using AuditGrpc.V1;

namespace AuditGrpc.EndToEnd.Tests.Security;

/// <summary>A caller: what it shows, and what it should be let do.</summary>
/// <param name="Shown">Its certificate, with those in between.</param>
/// <param name="Authorization">Its header.</param>
/// <param name="Source">The source it asks for.</param>
/// <param name="IsKnown">It has shown who it is.</param>
/// <param name="Permissions">What it was granted.</param>
internal sealed record Caller(
    SslStreamCertificateContext? Shown, string? Authorization, string Source, bool IsKnown, IReadOnlyList<string> Permissions)
{
    /// <summary>It was granted that on the source it asks for.</summary>
    public bool IsGranted { get; init; } = true;

    /// <summary>Why it is refused a call; nothing if it is not.</summary>
    public ErrorReason? RefusalOf(string? permission, bool isAboutASource) =>
        permission is null ? null
        : !IsKnown ? ErrorReason.Unauthenticated
        : Permissions.Contains(permission) && (IsGranted || !isAboutASource) ? null
        : ErrorReason.PermissionDenied;
}
