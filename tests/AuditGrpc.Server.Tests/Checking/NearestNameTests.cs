using AuditGrpc.Server.Checking;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Tests.Checking;

public sealed class NearestNameTests
{
    private static readonly AuditCheck[] Checks = [new() { CheckName = "LOGGING_DISABLED_CHECK" }, new() { CheckName = "BRAND_NEW_CHECK" }];

    [Theory]
    [InlineData("LOGING_DISABLED_CHECK", "LOGGING_DISABLED_CHECK")]
    [InlineData("LOGGING_DISABLED", "LOGGING_DISABLED_CHECK")]
    [InlineData("logging_disabled_check", "LOGGING_DISABLED_CHECK")]
    [InlineData("LOGGING-DISABLED-CHECK", "LOGGING_DISABLED_CHECK")]
    [InlineData("DEVICE_CERT_EXPIRING_CHECK", "DEVICE_CERTIFICATE_EXPIRING_CHECK")]
    [InlineData("CA_CERTIFCATE_EXPIRING_CHECK", "CA_CERTIFICATE_EXPIRING_CHECK")]
    [InlineData("BRAND_NEW_CHEKC", "BRAND_NEW_CHECK")]
    public void Of_AMisspeltName_IsTheNameThatWasMeant(string wrong, string meant) => Assert.Equal(meant, NearestName.Of(wrong, Checks));

    [Theory]
    [InlineData("REVOKED_DEVICE_CERT_CHECK", "REVOKED_DEVICE_CERTIFICATE_STILL_ACTIVE_CHECK")]
    [InlineData("REVOKED_CA_CERTS_CHECK", "REVOKED_CA_CERTIFICATE_STILL_ACTIVE_CHECK")]
    [InlineData("DEVICE_CERT_APPROACHING_EXPIRATION_CHECK", "DEVICE_CERTIFICATE_EXPIRING_CHECK")]
    [InlineData("IOT_POLICY_POTENTIAL_MIS_CONFIGURATION_CHECK", "IOT_POLICY_POTENTIAL_MISCONFIGURATION_CHECK")]
    public void Of_AFormerName_IsThePresentOne(string former, string present) => Assert.Equal(present, NearestName.Of(former, Checks));

    [Theory]
    [InlineData("LOGGING_DISABLED_CHECK")]
    [InlineData("BRAND_NEW_CHECK")]
    [InlineData("DEVICE_CERTIFICATE_AGE_CHECK")]
    public void Of_ANameAsItIs_IsNothing(string name) => Assert.Null(NearestName.Of(name, Checks));

    [Theory]
    [InlineData("X")]
    [InlineData("CHECK")]
    [InlineData("EVERYTHING")]
    [InlineData("XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX")]
    [InlineData("漢字")]
    public void Of_ANameLikeNone_IsNothing(string wrong) => Assert.Null(NearestName.Of(wrong, Checks));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "ABC", 3)]
    [InlineData("ABC", "", 3)]
    [InlineData("ABC", "ABC", 0)]
    [InlineData("ABC", "AXC", 1)]
    [InlineData("ABC", "AC", 1)]
    [InlineData("AC", "ABC", 1)]
    [InlineData("ABC", "ACB", 1)]
    [InlineData("AB", "BA", 1)]
    [InlineData("ABCD", "BADC", 2)]
    [InlineData("KITTEN", "SITTING", 3)]
    public void Distance_OfTwoNames_IsTheFewestChanges(string from, string to, int changes) =>
        Assert.Equal((changes, changes), (NearestName.Distance(from, to), NearestName.Distance(to, from)));
}
