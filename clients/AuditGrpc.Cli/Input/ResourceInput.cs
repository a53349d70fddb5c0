using AuditGrpc.V1;

namespace AuditGrpc.Cli.Input;

/// <summary>A resource's identifier, as a member of a request.</summary>
internal static class ResourceInput
{
    private const int CertificateId = 64;

    public static InputMember Member(string about) => new("resourceIdentifier", InputKind.Structure, about)
    {
        Members =
        [
            new("deviceCertificateId", InputKind.Text, "The ID of a device certificate.") { MinLength = CertificateId },
            new("caCertificateId", InputKind.Text, "The ID of a CA certificate.") { MinLength = CertificateId },
            new("cognitoIdentityPoolId", InputKind.Text, "The ID of an Amazon Cognito identity pool."),
            new("clientId", InputKind.Text, "A client ID."),
            new("policyVersionIdentifier", InputKind.Structure, "A version of a policy.")
            {
                Members =
                [
                    new("policyName", InputKind.Text, "The policy's name.") { MinLength = 1 },
                    new("policyVersionId", InputKind.Text, "The version, a number."),
                ],
            },
            new("account", InputKind.Text, "An AWS account, 12 digits.") { MinLength = 12 },
            new("iamRoleArn", InputKind.Text, "The ARN of an IAM role.") { MinLength = 20 },
            new("roleAliasArn", InputKind.Text, "The ARN of a role alias.") { MinLength = 1 },
            new("issuerCertificateIdentifier", InputKind.Structure, "The issuer of a certificate.")
            {
                Members =
                [
                    new("issuerCertificateSubject", InputKind.Text, "The issuer's subject."),
                    new("issuerId", InputKind.Text, "The issuer's ID."),
                    new("issuerCertificateSerialNumber", InputKind.Text, "The issuer's serial number."),
                ],
            },
            new("deviceCertificateArn", InputKind.Text, "The ARN of a device certificate."),
        ],
    };

    public static ResourceIdentifier? Of(RequestInput? given)
    {
        if (given is null)
        {
            return null;
        }

        var identifier = new ResourceIdentifier();
        Set(given, "deviceCertificateId", value => identifier.DeviceCertificateId = value);
        Set(given, "caCertificateId", value => identifier.CaCertificateId = value);
        Set(given, "cognitoIdentityPoolId", value => identifier.CognitoIdentityPoolId = value);
        Set(given, "clientId", value => identifier.ClientId = value);
        Set(given, "account", value => identifier.Account = value);
        Set(given, "iamRoleArn", value => identifier.IamRoleArn = value);
        Set(given, "roleAliasArn", value => identifier.RoleAliasArn = value);
        Set(given, "deviceCertificateArn", value => identifier.DeviceCertificateArn = value);
        if (given.Structure("policyVersionIdentifier") is { } policy)
        {
            var version = identifier.PolicyVersionIdentifier = new();
            Set(policy, "policyName", value => version.PolicyName = value);
            Set(policy, "policyVersionId", value => version.PolicyVersionId = value);
        }

        if (given.Structure("issuerCertificateIdentifier") is { } issuer)
        {
            var certificate = identifier.IssuerCertificateIdentifier = new();
            Set(issuer, "issuerCertificateSubject", value => certificate.IssuerCertificateSubject = value);
            Set(issuer, "issuerId", value => certificate.IssuerId = value);
            Set(issuer, "issuerCertificateSerialNumber", value => certificate.IssuerCertificateSerialNumber = value);
        }

        return identifier;
    }

    private static void Set(RequestInput given, string name, Action<string> set)
    {
        if (given.Text(name) is { } value)
        {
            set(value);
        }
    }
}
