namespace AuditGrpc.Simulator;

/// <summary>Which resource a finding is about: one of the members, for each type of resource another.</summary>
public sealed record ResourceIdentity
{
    /// <summary>A device certificate: 64 hexadecimal digits.</summary>
    public string? DeviceCertificateId { get; init; }

    /// <summary>A CA certificate: 64 hexadecimal digits.</summary>
    public string? CaCertificateId { get; init; }

    /// <summary>A Cognito identity pool.</summary>
    public string? CognitoIdentityPoolId { get; init; }

    /// <summary>An MQTT client.</summary>
    public string? ClientId { get; init; }

    /// <summary>A version of a policy.</summary>
    public PolicyVersion? PolicyVersionIdentifier { get; init; }

    /// <summary>An account, for its settings.</summary>
    public string? Account { get; init; }

    /// <summary>An IAM role.</summary>
    public string? IamRoleArn { get; init; }

    /// <summary>A role alias.</summary>
    public string? RoleAliasArn { get; init; }

    /// <summary>The issuer of certificates.</summary>
    public IssuerCertificate? IssuerCertificateIdentifier { get; init; }

    /// <summary>A device certificate, by its ARN.</summary>
    public string? DeviceCertificateArn { get; init; }

    /// <summary>Whether every member that is asked for is as asked.</summary>
    internal bool Is(ResourceIdentity asked) =>
        Same(asked.DeviceCertificateId, DeviceCertificateId)
        && Same(asked.CaCertificateId, CaCertificateId)
        && Same(asked.CognitoIdentityPoolId, CognitoIdentityPoolId)
        && Same(asked.ClientId, ClientId)
        && Same(asked.PolicyVersionIdentifier, PolicyVersionIdentifier)
        && Same(asked.Account, Account)
        && Same(asked.IamRoleArn, IamRoleArn)
        && Same(asked.RoleAliasArn, RoleAliasArn)
        && Same(asked.IssuerCertificateIdentifier, IssuerCertificateIdentifier)
        && Same(asked.DeviceCertificateArn, DeviceCertificateArn);

    private static bool Same<T>(T? asked, T? own)
        where T : class => asked is null || asked.Equals(own);
}

/// <summary>A version of a policy.</summary>
public sealed record PolicyVersion
{
    /// <summary>The policy.</summary>
    public string? PolicyName { get; init; }

    /// <summary>The version: digits.</summary>
    public string? PolicyVersionId { get; init; }
}

/// <summary>The issuer of certificates.</summary>
public sealed record IssuerCertificate
{
    /// <summary>The subject's distinguished name.</summary>
    public string? IssuerCertificateSubject { get; init; }

    /// <summary>The issuer's id: up to 64 hexadecimal digits.</summary>
    public string? IssuerId { get; init; }

    /// <summary>The serial number: up to 20 hexadecimal digits and colons.</summary>
    public string? IssuerCertificateSerialNumber { get; init; }
}
