using System.Globalization;
using AuditGrpc.Cli.Output;
using AuditGrpc.V1;
using Google.Protobuf.Collections;

namespace AuditGrpc.Cli.Reporting;

/// <summary>Resources, in words.</summary>
internal static class ResourceText
{
    // AWS shows so many with a finding, and tells of no others.
    private const int MostShown = 10;

    /// <summary>Which resource a finding is about.</summary>
    public static string Of(AuditFinding finding) => Of(finding.NonCompliantResource?.ResourceIdentifier);

    /// <summary>What that resource is, in AWS's word; empty if it is not known.</summary>
    public static string TypeOf(AuditFinding finding) => finding.NonCompliantResource is { } resource ? Words.Of(resource) ?? "" : "";

    /// <summary>Why it is noncompliant.</summary>
    public static string ReasonOf(AuditFinding finding) =>
        finding.ReasonForNonCompliance.Length > 0 ? finding.ReasonForNonCompliance : finding.ReasonForNonComplianceCode;

    /// <summary>What else is known of it, and what has to do with it.</summary>
    public static IEnumerable<string> NotesOf(AuditFinding finding)
    {
        foreach (var note in Info(finding.NonCompliantResource?.AdditionalInfo ?? []))
        {
            yield return note;
        }

        foreach (var related in finding.RelatedResources)
        {
            var notes = Info(related.AdditionalInfo).ToList();
            yield return $"{Words.Of(related)} {Of(related.ResourceIdentifier)}{(notes.Count > 0 ? $" ({string.Join(", ", notes)})" : "")}";
        }

        if (finding.RelatedResources.Count >= MostShown)
        {
            yield return "and maybe more";
        }
    }

    private static string Of(ResourceIdentifier? identifier)
    {
        var which = identifier ?? new();
        string[] parts =
        [
            which.DeviceCertificateId,
            which.DeviceCertificateArn,
            which.CaCertificateId,
            which.CognitoIdentityPoolId,
            which.ClientId,
            which.PolicyVersionIdentifier is { } policy
                ? policy.HasPolicyVersionId ? $"{policy.PolicyName} version {policy.PolicyVersionId}" : policy.PolicyName
                : "",
            which.Account,
            which.IamRoleArn,
            which.RoleAliasArn,
            which.IssuerCertificateIdentifier is { } issuer
                ? $"{issuer.IssuerCertificateSubject} {issuer.IssuerCertificateSerialNumber} {issuer.IssuerId}".Trim()
                : "",
        ];
        return string.Join(", ", parts.Where(IsGiven).DefaultIfEmpty("unknown"));
    }

    private static IEnumerable<string> Info(MapField<string, string> info) =>
        info.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {Readable(pair.Key, pair.Value)}");

    /// <summary>AWS tells times as milliseconds since 1970.</summary>
    private static string Readable(string name, string value) =>
        name.EndsWith("_TIME", StringComparison.Ordinal) && value.Length == 13
        && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd HH:mm:ssZ")
            : value;

    private static bool IsGiven(string text) => text.Length > 0;
}
