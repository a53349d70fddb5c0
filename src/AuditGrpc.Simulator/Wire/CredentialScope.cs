using System.Text.RegularExpressions;

namespace AuditGrpc.Simulator;

/// <summary>
/// Checks that a request is signed, and for this service. The signature itself is not verified: that would need the
/// caller's secret key, and every pair of keys is welcome here.
/// </summary>
internal static partial class CredentialScope
{
    public static void Check(string? authorization, string? region)
    {
        if (string.IsNullOrEmpty(authorization))
        {
            throw new AwsErrorException(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }

        var scope = Signature().Match(authorization);
        if (!scope.Success)
        {
            throw new AwsErrorException(
                403, "IncompleteSignatureException", "Authorization header requires a SigV4 'Credential' parameter.");
        }

        // Clients built before 2023 sign for execute-api, later ones for iot; AWS takes both.
        if (scope.Groups["service"].Value is not ("iot" or "execute-api"))
        {
            throw new AwsErrorException(403, "InvalidSignatureException", "Credential should be scoped to correct service: 'iot'.");
        }

        if (region is not null && scope.Groups["region"].Value != region)
        {
            throw new AwsErrorException(403, "InvalidSignatureException", $"Credential should be scoped to a valid region: '{region}'.");
        }
    }

    [GeneratedRegex(@"^AWS4-HMAC-SHA256\s.*Credential=[^/,\s]+/[0-9]{8}/(?<region>[^/,\s]+)/(?<service>[^/,\s]+)/aws4_request")]
    private static partial Regex Signature();
}
