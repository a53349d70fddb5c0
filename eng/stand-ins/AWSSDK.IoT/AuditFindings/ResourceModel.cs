namespace Amazon.IoT.Model;

public class NonCompliantResource
{
    public Dictionary<string, string> AdditionalInfo { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public ResourceIdentifier ResourceIdentifier { get; set; }

    public ResourceType ResourceType { get; set; }
}

public class RelatedResource
{
    public Dictionary<string, string> AdditionalInfo { get; set; } = AWSConfigs.InitializeCollections ? [] : null;

    public ResourceIdentifier ResourceIdentifier { get; set; }

    public ResourceType ResourceType { get; set; }
}

public class ResourceIdentifier
{
    public string Account { get; set; }

    public string CaCertificateId { get; set; }

    public string ClientId { get; set; }

    public string CognitoIdentityPoolId { get; set; }

    public string DeviceCertificateArn { get; set; }

    public string DeviceCertificateId { get; set; }

    public string IamRoleArn { get; set; }

    public IssuerCertificateIdentifier IssuerCertificateIdentifier { get; set; }

    public PolicyVersionIdentifier PolicyVersionIdentifier { get; set; }

    public string RoleAliasArn { get; set; }
}

public class IssuerCertificateIdentifier
{
    public string IssuerCertificateSerialNumber { get; set; }

    public string IssuerCertificateSubject { get; set; }

    public string IssuerId { get; set; }
}

public class PolicyVersionIdentifier
{
    public string PolicyName { get; set; }

    public string PolicyVersionId { get; set; }
}
