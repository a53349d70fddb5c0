using System.Collections.Frozen;
using AuditGrpc.V1;
using static AuditGrpc.V1.AuditFindingSeverity;
using static AuditGrpc.V1.ResourceType;

namespace AuditGrpc.Server.Checking;

/// <summary>AWS's checks. AWS adds to them from time to time, so that a check which is not here is none the less one.</summary>
internal static class KnownChecks
{
    private static readonly FrozenDictionary<string, KnownCheck> ByName = new Dictionary<string, KnownCheck>
    {
        ["AUTHENTICATED_COGNITO_ROLE_OVERLY_PERMISSIVE_CHECK"] = new(
            Critical,
            CognitoIdentityPool,
            "Amazon Cognito roles that allow people who signed in too much",
            "AUTHENTICATED_COGNITO_IDENTITY_UNRESTRICTED_ACCESS_CHECK"),
        ["CA_CERTIFICATE_EXPIRING_CHECK"] = new(
            Medium, CaCertificate, "CA certificates that expire soon, or have expired", "CA_CERT_APPROACHING_EXPIRATION_CHECK"),
        ["CA_CERTIFICATE_KEY_QUALITY_CHECK"] = new(Critical, CaCertificate, "CA certificates with weak keys"),
        ["CONFLICTING_CLIENT_IDS_CHECK"] = new(High, ClientId, "Client IDs that several devices connect with"),
        ["DEVICE_CERTIFICATE_AGE_CHECK"] = new(Low, DeviceCertificate, "Device certificates that are older than they may become"),
        ["DEVICE_CERTIFICATE_EXPIRING_CHECK"] = new(
            Medium, DeviceCertificate, "Device certificates that expire soon, or have expired", "DEVICE_CERT_APPROACHING_EXPIRATION_CHECK"),
        ["DEVICE_CERTIFICATE_KEY_QUALITY_CHECK"] = new(Critical, DeviceCertificate, "Device certificates with weak keys"),
        ["DEVICE_CERTIFICATE_SHARED_CHECK"] = new(Critical, DeviceCertificate, "Device certificates that several devices connect with"),
        ["INTERMEDIATE_CA_REVOKED_FOR_ACTIVE_DEVICE_CERTIFICATES_CHECK"] = new(
            Critical, IssuerCertificate, "Revoked intermediate CAs with device certificates that are still active"),
        ["IOT_POLICY_OVERLY_PERMISSIVE_CHECK"] = new(
            Critical, IotPolicy, "AWS IoT policies that allow too much", "IOT_POLICY_UNRESTRICTED_CHECK"),
        ["IOT_POLICY_POTENTIAL_MISCONFIGURATION_CHECK"] = new(
            Medium,
            IotPolicy,
            "AWS IoT policies whose wildcards may not do what they look like",
            "IOT_POLICY_POTENTIAL_MIS_CONFIGURATION_CHECK"),
        ["IOT_ROLE_ALIAS_ALLOWS_ACCESS_TO_UNUSED_SERVICES_CHECK"] = new(
            Medium, RoleAlias, "Role aliases that allow services which no device uses"),
        ["IOT_ROLE_ALIAS_OVERLY_PERMISSIVE_CHECK"] = new(Critical, RoleAlias, "Role aliases that allow too much"),
        ["LOGGING_DISABLED_CHECK"] = new(Low, AccountSettings, "AWS IoT logging that is switched off"),
        ["REVOKED_CA_CERTIFICATE_STILL_ACTIVE_CHECK"] = new(
            Critical, CaCertificate, "Revoked CA certificates that are still active", "REVOKED_CA_CERT_CHECK"),
        ["REVOKED_DEVICE_CERTIFICATE_STILL_ACTIVE_CHECK"] = new(
            Medium, DeviceCertificate, "Revoked device certificates that are still active", "REVOKED_DEVICE_CERT_CHECK"),
        ["UNAUTHENTICATED_COGNITO_ROLE_OVERLY_PERMISSIVE_CHECK"] = new(
            Critical,
            CognitoIdentityPool,
            "Amazon Cognito roles that allow people who did not sign in too much",
            "UNAUTHENTICATED_COGNITO_IDENTITY_UNRESTRICTED_ACCESS_CHECK"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Renamed = ByName
        .SelectMany(check => check.Value.FormerNames.Select(former => KeyValuePair.Create(former, check.Key)))
        .ToFrozenDictionary();

    /// <summary>Every name, present and former, with the present one.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Names => ByName.Keys.Select(name => KeyValuePair.Create(name, name)).Concat(Renamed);

    /// <summary>Joins what an account has set of a check with what is known of it.</summary>
    public static AuditCheck Describe(AuditCheck check)
    {
        var name = Renamed.GetValueOrDefault(check.CheckName, check.CheckName);
        return ByName.TryGetValue(name, out var known)
            ? new AuditCheck(check) { Severity = known.Severity, ResourceType = known.ResourceType, Title = known.Title }
            : check;
    }
}
