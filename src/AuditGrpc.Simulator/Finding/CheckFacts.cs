namespace AuditGrpc.Simulator;

/// <summary>What a finding of a check says of itself: severity, type of resource, and the codes of its reasons.</summary>
internal sealed record CheckFacts(string Severity, string ResourceType, params IReadOnlyList<string> ReasonCodes)
{
    private static readonly CheckFacts _unknown = new("MEDIUM", ResourceTypes.DeviceCertificate, "NON_COMPLIANT");

    private static readonly string[] _expirations = ["CERTIFICATE_APPROACHING_EXPIRATION", "CERTIFICATE_PAST_EXPIRATION"];

    private static readonly string[] _weakKeys =
    [
        "CERTIFICATE_KEY_VULNERABILITY_CVE-2017-15361",
        "CERTIFICATE_KEY_VULNERABILITY_CVE-2008-0166",
    ];

    private static readonly string[] _adminActions =
    [
        "ALLOWS_BROAD_ACCESS_TO_IOT_THING_ADMIN_READ_ACTIONS",
        "ALLOWS_ACCESS_TO_IOT_NON_THING_ADMIN_ACTIONS",
        "ALLOWS_ACCESS_TO_IOT_THING_ADMIN_WRITE_ACTIONS",
    ];

    private static readonly Dictionary<string, CheckFacts> _known = new()
    {
        ["AUTHENTICATED_COGNITO_ROLE_OVERLY_PERMISSIVE_CHECK"] = new("CRITICAL", ResourceTypes.CognitoIdentityPool, _adminActions),
        ["CA_CERTIFICATE_EXPIRING_CHECK"] = new("MEDIUM", ResourceTypes.CaCertificate, _expirations),
        ["CA_CERTIFICATE_KEY_QUALITY_CHECK"] = new("CRITICAL", ResourceTypes.CaCertificate, _weakKeys),
        ["CONFLICTING_CLIENT_IDS_CHECK"] = new("HIGH", ResourceTypes.ClientId, "DUPLICATE_CLIENT_ID_ACROSS_CONNECTIONS"),
        ["DEVICE_CERTIFICATE_AGE_CHECK"] = new("LOW", ResourceTypes.DeviceCertificate, "CERTIFICATE_PAST_AGE_THRESHOLD"),
        ["DEVICE_CERTIFICATE_EXPIRING_CHECK"] = new("MEDIUM", ResourceTypes.DeviceCertificate, _expirations),
        ["DEVICE_CERTIFICATE_KEY_QUALITY_CHECK"] = new("CRITICAL", ResourceTypes.DeviceCertificate, _weakKeys),
        ["DEVICE_CERTIFICATE_SHARED_CHECK"] = new("CRITICAL", ResourceTypes.DeviceCertificate, "CERTIFICATE_SHARED_BY_MULTIPLE_DEVICES"),
        [KnownChecks.IntermediateCa] = new("CRITICAL", ResourceTypes.IssuerCertificate, "INTERMEDIATE_CA_REVOKED_BY_ISSUER"),
        ["IOT_POLICY_OVERLY_PERMISSIVE_CHECK"] = new("CRITICAL", ResourceTypes.IotPolicy, "ALLOWS_BROAD_ACCESS_TO_IOT_DATA_PLANE_ACTIONS"),
        ["IOT_POLICY_POTENTIAL_MISCONFIGURATION_CHECK"] = new(
            "MEDIUM",
            ResourceTypes.IotPolicy,
            "POLICY_CONTAINS_MQTT_WILDCARDS_IN_DENY_STATEMENT",
            "TOPIC_FILTERS_INTENDED_TO_DENY_ALLOWED_USING_WILDCARDS"),
        ["IOT_ROLE_ALIAS_ALLOWS_ACCESS_TO_UNUSED_SERVICES_CHECK"] = new(
            "MEDIUM", ResourceTypes.RoleAlias, "ALLOWS_ACCESS_TO_UNUSED_SERVICES"),
        ["IOT_ROLE_ALIAS_OVERLY_PERMISSIVE_CHECK"] = new(
            "CRITICAL",
            ResourceTypes.RoleAlias,
            [
                "ALLOWS_BROAD_ACCESS_TO_USED_SERVICES",
                "ALLOWS_ACCESS_TO_SECURITY_AUDITING_SERVICES",
                .. _adminActions,
                "ALLOWS_BROAD_ACCESS_TO_IOT_DATA_PLANE_ACTIONS",
            ]),
        ["LOGGING_DISABLED_CHECK"] = new("LOW", ResourceTypes.AccountSettings, "LOGGING_DISABLED"),
        ["REVOKED_CA_CERTIFICATE_STILL_ACTIVE_CHECK"] = new("CRITICAL", ResourceTypes.CaCertificate, "CERTIFICATE_REVOKED_BY_ISSUER"),
        ["REVOKED_DEVICE_CERTIFICATE_STILL_ACTIVE_CHECK"] = new(
            "MEDIUM", ResourceTypes.DeviceCertificate, "CERTIFICATE_REVOKED_BY_ISSUER"),
        ["UNAUTHENTICATED_COGNITO_ROLE_OVERLY_PERMISSIVE_CHECK"] = new(
            "CRITICAL",
            ResourceTypes.CognitoIdentityPool,
            "ALLOWS_ACCESS_TO_IOT_ADMIN_ACTIONS",
            "ALLOWS_BROAD_ACCESS_TO_IOT_DATA_PLANE_ACTIONS"),
    };

    /// <summary>A check that AWS may add one day finds device certificates.</summary>
    public static CheckFacts Of(string checkName) => _known.GetValueOrDefault(checkName, _unknown);
}

/// <summary>AWS's words for types of resources.</summary>
internal static class ResourceTypes
{
    public const string AccountSettings = "ACCOUNT_SETTINGS";
    public const string CaCertificate = "CA_CERTIFICATE";
    public const string ClientId = "CLIENT_ID";
    public const string CognitoIdentityPool = "COGNITO_IDENTITY_POOL";
    public const string DeviceCertificate = "DEVICE_CERTIFICATE";
    public const string IamRole = "IAM_ROLE";
    public const string IotPolicy = "IOT_POLICY";
    public const string IssuerCertificate = "ISSUER_CERTIFICATE";
    public const string RoleAlias = "ROLE_ALIAS";
}
