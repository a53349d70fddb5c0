namespace AuditGrpc.Simulator;

/// <summary>The reasons for noncompliance in the simulator's words: AWS documents the codes, and few of its texts.</summary>
internal static class ReasonTexts
{
    private static readonly Dictionary<string, string> _texts = new()
    {
        ["ALLOWS_ACCESS_TO_IOT_ADMIN_ACTIONS"] = "The role allows administrative AWS IoT actions.",
        ["ALLOWS_ACCESS_TO_IOT_NON_THING_ADMIN_ACTIONS"] = "The role allows AWS IoT administration beyond things.",
        ["ALLOWS_ACCESS_TO_IOT_THING_ADMIN_WRITE_ACTIONS"] = "The role allows AWS IoT actions that change things.",
        ["ALLOWS_ACCESS_TO_SECURITY_AUDITING_SERVICES"] = "The role allows services that audit security.",
        ["ALLOWS_ACCESS_TO_UNUSED_SERVICES"] = "The role allows services that nobody used in the last year.",
        ["ALLOWS_BROAD_ACCESS_TO_IOT_DATA_PLANE_ACTIONS"] = "AWS IoT's data plane actions are allowed on far too many resources.",
        ["ALLOWS_BROAD_ACCESS_TO_IOT_THING_ADMIN_READ_ACTIONS"] = "The role allows reading the administration of all things.",
        ["ALLOWS_BROAD_ACCESS_TO_USED_SERVICES"] = "The role allows every action of services in use.",
        ["CERTIFICATE_APPROACHING_EXPIRATION"] = "The certificate expires within 30 days.",
        ["CERTIFICATE_KEY_VULNERABILITY_CVE-2008-0166"] = "The certificate's key is predictable: CVE-2008-0166.",
        ["CERTIFICATE_KEY_VULNERABILITY_CVE-2017-15361"] = "The certificate's key can be factored: CVE-2017-15361.",
        ["CERTIFICATE_PAST_AGE_THRESHOLD"] = "The certificate is older than the threshold.",
        ["CERTIFICATE_PAST_EXPIRATION"] = "The certificate has expired.",
        ["CERTIFICATE_REVOKED_BY_ISSUER"] = "The certificate is active, although its issuer revoked it.",
        ["CERTIFICATE_SHARED_BY_MULTIPLE_DEVICES"] = "Several devices use the same certificate at once.",
        ["DUPLICATE_CLIENT_ID_ACROSS_CONNECTIONS"] = "Several connections use the same client id.",
        ["INTERMEDIATE_CA_REVOKED_BY_ISSUER"] = "The intermediate CA was revoked, and device certificates it issued are active.",
        ["LOGGING_DISABLED"] = "AWS IoT logs are disabled in this account.",
        ["POLICY_CONTAINS_MQTT_WILDCARDS_IN_DENY_STATEMENT"] = "A deny statement of the policy contains MQTT wildcards.",
        ["TOPIC_FILTERS_INTENDED_TO_DENY_ALLOWED_USING_WILDCARDS"] = "Topic filters meant to be denied are allowed through wildcards.",
    };

    public static string Of(string code) => _texts.GetValueOrDefault(code, "The resource is not compliant.");
}
