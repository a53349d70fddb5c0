using Amazon.IoT.Model;
using Amazon.IoT.Wire;
using static Amazon.IoT.Wire.Codec;

namespace Amazon.IoT;

/// <summary>The resources that a finding names, on the wire. Each shape stands above those that contain it.</summary>
internal static class ResourceShapes
{
    private static readonly Shape<IssuerCertificateIdentifier> issuerCertificate = new()
    {
        {
            "issuerCertificateSerialNumber",
            Text,
            issuer => issuer.IssuerCertificateSerialNumber,
            (issuer, value) => issuer.IssuerCertificateSerialNumber = value
        },
        {
            "issuerCertificateSubject",
            Text,
            issuer => issuer.IssuerCertificateSubject,
            (issuer, value) => issuer.IssuerCertificateSubject = value
        },
        { "issuerId", Text, issuer => issuer.IssuerId, (issuer, value) => issuer.IssuerId = value },
    };

    private static readonly Shape<PolicyVersionIdentifier> policyVersion = new()
    {
        { "policyName", Text, policy => policy.PolicyName, (policy, value) => policy.PolicyName = value },
        { "policyVersionId", Text, policy => policy.PolicyVersionId, (policy, value) => policy.PolicyVersionId = value },
    };

    public static Shape<ResourceIdentifier> Identifier { get; } = new()
    {
        { "account", Text, id => id.Account, (id, value) => id.Account = value },
        { "caCertificateId", Text, id => id.CaCertificateId, (id, value) => id.CaCertificateId = value },
        { "clientId", Text, id => id.ClientId, (id, value) => id.ClientId = value },
        { "cognitoIdentityPoolId", Text, id => id.CognitoIdentityPoolId, (id, value) => id.CognitoIdentityPoolId = value },
        { "deviceCertificateArn", Text, id => id.DeviceCertificateArn, (id, value) => id.DeviceCertificateArn = value },
        { "deviceCertificateId", Text, id => id.DeviceCertificateId, (id, value) => id.DeviceCertificateId = value },
        { "iamRoleArn", Text, id => id.IamRoleArn, (id, value) => id.IamRoleArn = value },
        {
            "issuerCertificateIdentifier",
            issuerCertificate,
            id => id.IssuerCertificateIdentifier,
            (id, value) => id.IssuerCertificateIdentifier = value
        },
        { "policyVersionIdentifier", policyVersion, id => id.PolicyVersionIdentifier, (id, value) => id.PolicyVersionIdentifier = value },
        { "roleAliasArn", Text, id => id.RoleAliasArn, (id, value) => id.RoleAliasArn = value },
    };

    public static Shape<NonCompliantResource> NonCompliant { get; } = new()
    {
        { "additionalInfo", MapOf(Text), (resource, value) => resource.AdditionalInfo = value },
        { "resourceIdentifier", Identifier, (resource, value) => resource.ResourceIdentifier = value },
        { "resourceType", Word(ResourceType.FindValue), (resource, value) => resource.ResourceType = value },
    };

    public static Shape<RelatedResource> Related { get; } = new()
    {
        { "additionalInfo", MapOf(Text), (resource, value) => resource.AdditionalInfo = value },
        { "resourceIdentifier", Identifier, (resource, value) => resource.ResourceIdentifier = value },
        { "resourceType", Word(ResourceType.FindValue), (resource, value) => resource.ResourceType = value },
    };
}
