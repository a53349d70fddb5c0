using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace AuditGrpc.Simulator;

/// <summary>
/// What a signed request says of its credentials. The signature itself is not verified: that would need the caller's secret
/// key, and every pair of keys is welcome here.
/// </summary>
internal sealed partial record CredentialScope(string AccessKeyId, string Region, string Service)
{
    public static bool TryParse(
        string? authorization, [NotNullWhen(true)] out CredentialScope? scope, [NotNullWhen(false)] out AwsErrorException? refusal)
    {
        var match = Signature().Match(authorization ?? "");
        scope = match.Success ? new(match.Groups["key"].Value, match.Groups["region"].Value, match.Groups["service"].Value) : null;
        refusal = match.Success ? null
            : string.IsNullOrEmpty(authorization) ? new(403, "MissingAuthenticationTokenException", "Missing Authentication Token")
            : new(403, "IncompleteSignatureException", "Authorization header requires a SigV4 'Credential' parameter.");
        return match.Success;
    }

    [GeneratedRegex(@"^AWS4-HMAC-SHA256\s.*Credential=(?<key>[^/,\s]+)/[0-9]{8}/(?<region>[^/,\s]+)/(?<service>[^/,\s]+)/aws4_request")]
    private static partial Regex Signature();
}
