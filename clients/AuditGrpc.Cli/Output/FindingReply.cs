using AuditGrpc.V1;
using Google.Protobuf.Collections;

namespace AuditGrpc.Cli.Output;

/// <summary>Findings as AWS's command prints them.</summary>
internal static class FindingReply
{
    public static Members Of(AuditFinding finding, TimeZoneInfo zone) => Of(
        finding,
        finding.TaskStartTime is { } start ? AuditReply.IsoTime(start, zone) : null,
        finding.FindingTime is { } found ? AuditReply.IsoTime(found, zone) : null);

    public static Members Of(RelatedResource resource) =>
        Resource(Words.Of(resource), resource.ResourceIdentifier, resource.AdditionalInfo);

    /// <summary>Names and values, by name; null if there are none.</summary>
    public static Members? Of(MapField<string, string> map)
    {
        if (map.Count == 0)
        {
            return null;
        }

        // A proto map has no order.
        var members = new Members();
        foreach (var (name, value) in map.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            members.Add(name, value);
        }

        return members;
    }

    /// <summary>A finding of nothing but examples.</summary>
    public static Members Skeleton()
    {
        var finding = new AuditFinding
        {
            FindingId = "findingId",
            TaskId = "taskId",
            CheckName = "checkName",
            UnrecognizedSeverity = "severity",
            NonCompliantResource = new()
            {
                UnrecognizedResourceType = "resourceType",
                ResourceIdentifier = IdentifierSkeleton(),
                AdditionalInfo = { { "KeyName", "" } },
            },
            RelatedResources = { ResourceSkeleton() },
            ReasonForNonCompliance = "reasonForNonCompliance",
            ReasonForNonComplianceCode = "reasonForNonComplianceCode",
            IsSuppressed = true,
        };
        var time = new PlainTime(DateTimeOffset.UnixEpoch);
        return Of(finding, time, time);
    }

    public static Members RelatedSkeleton() => Of(ResourceSkeleton());

    private static Members Of(AuditFinding finding, object? started, object? found) => new()
    {
        { "findingId", finding.HasFindingId ? finding.FindingId : null },
        { "taskId", finding.HasTaskId ? finding.TaskId : null },
        { "checkName", finding.HasCheckName ? finding.CheckName : null },
        { "taskStartTime", started },
        { "findingTime", found },
        { "severity", Words.Of(finding) },
        {
            "nonCompliantResource", finding.NonCompliantResource is { } resource
                ? Resource(Words.Of(resource), resource.ResourceIdentifier, resource.AdditionalInfo)
                : null
        },
        { "relatedResources", finding.RelatedResources.Count > 0 ? finding.RelatedResources.Select(Of).ToList() : null },
        { "reasonForNonCompliance", finding.HasReasonForNonCompliance ? finding.ReasonForNonCompliance : null },
        { "reasonForNonComplianceCode", finding.HasReasonForNonComplianceCode ? finding.ReasonForNonComplianceCode : null },
        { "isSuppressed", finding.HasIsSuppressed ? finding.IsSuppressed : null },
    };

    private static Members Resource(string? type, ResourceIdentifier? identifier, MapField<string, string> info) => new()
    {
        { "resourceType", type },
        { "resourceIdentifier", identifier is null ? null : Identifier(identifier) },
        { "additionalInfo", Of(info) },
    };

    private static Members Identifier(ResourceIdentifier resource) => new()
    {
        { "deviceCertificateId", resource.HasDeviceCertificateId ? resource.DeviceCertificateId : null },
        { "caCertificateId", resource.HasCaCertificateId ? resource.CaCertificateId : null },
        { "cognitoIdentityPoolId", resource.HasCognitoIdentityPoolId ? resource.CognitoIdentityPoolId : null },
        { "clientId", resource.HasClientId ? resource.ClientId : null },
        {
            "policyVersionIdentifier", resource.PolicyVersionIdentifier is { } policy
                ? new Members
                {
                    { "policyName", policy.HasPolicyName ? policy.PolicyName : null },
                    { "policyVersionId", policy.HasPolicyVersionId ? policy.PolicyVersionId : null },
                }
                : null
        },
        { "account", resource.HasAccount ? resource.Account : null },
        { "iamRoleArn", resource.HasIamRoleArn ? resource.IamRoleArn : null },
        { "roleAliasArn", resource.HasRoleAliasArn ? resource.RoleAliasArn : null },
        {
            "issuerCertificateIdentifier", resource.IssuerCertificateIdentifier is { } issuer
                ? new Members
                {
                    { "issuerCertificateSubject", issuer.HasIssuerCertificateSubject ? issuer.IssuerCertificateSubject : null },
                    { "issuerId", issuer.HasIssuerId ? issuer.IssuerId : null },
                    {
                        "issuerCertificateSerialNumber",
                        issuer.HasIssuerCertificateSerialNumber ? issuer.IssuerCertificateSerialNumber : null
                    },
                }
                : null
        },
        { "deviceCertificateArn", resource.HasDeviceCertificateArn ? resource.DeviceCertificateArn : null },
    };

    private static RelatedResource ResourceSkeleton() => new()
    {
        UnrecognizedResourceType = "resourceType",
        ResourceIdentifier = IdentifierSkeleton(),
        AdditionalInfo = { { "KeyName", "" } },
    };

    private static ResourceIdentifier IdentifierSkeleton() => new()
    {
        DeviceCertificateId = "deviceCertificateId",
        CaCertificateId = "caCertificateId",
        CognitoIdentityPoolId = "cognitoIdentityPoolId",
        ClientId = "clientId",
        PolicyVersionIdentifier = new() { PolicyName = "policyName", PolicyVersionId = "policyVersionId" },
        Account = "account",
        IamRoleArn = "iamRoleArn",
        RoleAliasArn = "roleAliasArn",
        IssuerCertificateIdentifier = new()
        {
            IssuerCertificateSubject = "issuerCertificateSubject",
            IssuerId = "issuerId",
            IssuerCertificateSerialNumber = "issuerCertificateSerialNumber",
        },
        DeviceCertificateArn = "deviceCertificateArn",
    };
}
