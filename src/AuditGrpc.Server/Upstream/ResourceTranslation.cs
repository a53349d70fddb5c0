using AuditGrpc.V1;
using static AuditGrpc.Server.Upstream.Presence;
using Aws = Amazon.IoT.Model;

namespace AuditGrpc.Server.Upstream;

/// <summary>The identifiers of resources, from AWS's to the contract's and back.</summary>
internal static class ResourceTranslation
{
    public static ResourceIdentifier? ToIdentifier(Aws.ResourceIdentifier? reply)
    {
        if (reply is null)
        {
            return null;
        }

        var identifier = new ResourceIdentifier
        {
            PolicyVersionIdentifier = ToPolicyVersion(reply.PolicyVersionIdentifier),
            IssuerCertificateIdentifier = ToIssuer(reply.IssuerCertificateIdentifier),
        };
        Copy(reply.DeviceCertificateId, value => identifier.DeviceCertificateId = value);
        Copy(reply.CaCertificateId, value => identifier.CaCertificateId = value);
        Copy(reply.CognitoIdentityPoolId, value => identifier.CognitoIdentityPoolId = value);
        Copy(reply.ClientId, value => identifier.ClientId = value);
        Copy(reply.Account, value => identifier.Account = value);
        Copy(reply.IamRoleArn, value => identifier.IamRoleArn = value);
        Copy(reply.RoleAliasArn, value => identifier.RoleAliasArn = value);
        Copy(reply.DeviceCertificateArn, value => identifier.DeviceCertificateArn = value);
        return identifier;
    }

    public static Aws.ResourceIdentifier ToAws(ResourceIdentifier identifier) => new()
    {
        DeviceCertificateId = identifier.HasDeviceCertificateId ? identifier.DeviceCertificateId : null,
        CaCertificateId = identifier.HasCaCertificateId ? identifier.CaCertificateId : null,
        CognitoIdentityPoolId = identifier.HasCognitoIdentityPoolId ? identifier.CognitoIdentityPoolId : null,
        ClientId = identifier.HasClientId ? identifier.ClientId : null,
        PolicyVersionIdentifier = identifier.PolicyVersionIdentifier is { } version
            ? new Aws.PolicyVersionIdentifier
            {
                PolicyName = version.HasPolicyName ? version.PolicyName : null,
                PolicyVersionId = version.HasPolicyVersionId ? version.PolicyVersionId : null,
            }
            : null,
        Account = identifier.HasAccount ? identifier.Account : null,
        IamRoleArn = identifier.HasIamRoleArn ? identifier.IamRoleArn : null,
        RoleAliasArn = identifier.HasRoleAliasArn ? identifier.RoleAliasArn : null,
        IssuerCertificateIdentifier = identifier.IssuerCertificateIdentifier is { } issuer
            ? new Aws.IssuerCertificateIdentifier
            {
                IssuerCertificateSubject = issuer.HasIssuerCertificateSubject ? issuer.IssuerCertificateSubject : null,
                IssuerId = issuer.HasIssuerId ? issuer.IssuerId : null,
                IssuerCertificateSerialNumber = issuer.HasIssuerCertificateSerialNumber ? issuer.IssuerCertificateSerialNumber : null,
            }
            : null,
        DeviceCertificateArn = identifier.HasDeviceCertificateArn ? identifier.DeviceCertificateArn : null,
    };

    private static PolicyVersionIdentifier? ToPolicyVersion(Aws.PolicyVersionIdentifier? reply)
    {
        if (reply is null)
        {
            return null;
        }

        var version = new PolicyVersionIdentifier();
        Copy(reply.PolicyName, value => version.PolicyName = value);
        Copy(reply.PolicyVersionId, value => version.PolicyVersionId = value);
        return version;
    }

    private static IssuerCertificateIdentifier? ToIssuer(Aws.IssuerCertificateIdentifier? reply)
    {
        if (reply is null)
        {
            return null;
        }

        var issuer = new IssuerCertificateIdentifier();
        Copy(reply.IssuerCertificateSubject, value => issuer.IssuerCertificateSubject = value);
        Copy(reply.IssuerId, value => issuer.IssuerId = value);
        Copy(reply.IssuerCertificateSerialNumber, value => issuer.IssuerCertificateSerialNumber = value);
        return issuer;
    }
}
