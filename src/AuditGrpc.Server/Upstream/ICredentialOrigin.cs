using Amazon.Runtime;

namespace AuditGrpc.Server.Upstream;

/// <summary>Where credentials come from.</summary>
internal interface ICredentialOrigin
{
    /// <summary>What it is, for the log.</summary>
    string Name { get; }

    /// <summary>Gets new ones. Whatever goes wrong is thrown as it is.</summary>
    Task<ObtainedCredentials> ObtainAsync();
}

/// <param name="Credentials">The credentials.</param>
/// <param name="Expires">When AWS takes them no more, if that is known.</param>
internal sealed record ObtainedCredentials(ImmutableCredentials Credentials, DateTimeOffset? Expires);
