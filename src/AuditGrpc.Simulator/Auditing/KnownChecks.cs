namespace AuditGrpc.Simulator;

/// <summary>AWS's audit checks, and what a simulated audit finds with each, unless a scenario says otherwise.</summary>
internal static class KnownChecks
{
    public const string IntermediateCa = "INTERMEDIATE_CA_REVOKED_FOR_ACTIVE_DEVICE_CERTIFICATES_CHECK";

    public static IReadOnlyDictionary<string, CheckState> Outcomes { get; } = new Dictionary<string, CheckState>
    {
        ["AUTHENTICATED_COGNITO_ROLE_OVERLY_PERMISSIVE_CHECK"] = CheckState.Finished(3),
        ["CA_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(2),
        ["CA_CERTIFICATE_KEY_QUALITY_CHECK"] = CheckState.Finished(2),
        ["CONFLICTING_CLIENT_IDS_CHECK"] = CheckState.Finished(1200, nonCompliant: 4),
        ["DEVICE_CERTIFICATE_AGE_CHECK"] = CheckState.Finished(1250, nonCompliant: 35),
        ["DEVICE_CERTIFICATE_EXPIRING_CHECK"] = CheckState.Finished(1250, nonCompliant: 12, suppressed: 3),
        ["DEVICE_CERTIFICATE_KEY_QUALITY_CHECK"] = CheckState.Finished(1250),
        ["DEVICE_CERTIFICATE_SHARED_CHECK"] = CheckState.Finished(1250, suppressed: 2),
        [IntermediateCa] = CheckState.Finished(3, nonCompliant: 1),
        ["IOT_POLICY_OVERLY_PERMISSIVE_CHECK"] = CheckState.Finished(18, nonCompliant: 5),
        ["IOT_POLICY_POTENTIAL_MISCONFIGURATION_CHECK"] = CheckState.Finished(18),
        ["IOT_ROLE_ALIAS_ALLOWS_ACCESS_TO_UNUSED_SERVICES_CHECK"] = CheckState.Finished(4),
        ["IOT_ROLE_ALIAS_OVERLY_PERMISSIVE_CHECK"] = CheckState.Finished(4),
        ["LOGGING_DISABLED_CHECK"] = CheckState.Finished(1, nonCompliant: 1),
        ["REVOKED_CA_CERTIFICATE_STILL_ACTIVE_CHECK"] = CheckState.Finished(2),
        ["REVOKED_DEVICE_CERTIFICATE_STILL_ACTIVE_CHECK"] = CheckState.Finished(1250),
        ["UNAUTHENTICATED_COGNITO_ROLE_OVERLY_PERMISSIVE_CHECK"] = CheckState.Finished(3),
    };
}
