using AuditGrpc.Server.Checking;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Tests.Checking;

public sealed class KnownChecksTests
{
    [Fact]
    public void Describe_AKnownCheck_AddsWhatIsKnownToWhatIsSet()
    {
        var set = new AuditCheck { CheckName = "DEVICE_CERTIFICATE_AGE_CHECK", Enabled = true, Configuration = { ["DAYS"] = "100" } };

        var described = KnownChecks.Describe(set);

        var expected = new AuditCheck(set)
        {
            Severity = AuditFindingSeverity.Low,
            ResourceType = ResourceType.DeviceCertificate,
            Title = described.Title,
        };
        Assert.Equal(expected, described);
        Assert.NotEmpty(described.Title);
        Assert.False(set.HasTitle);
    }

    [Fact]
    public void Describe_ACheckOfAFormerName_KeepsTheNameAndKnowsTheRest()
    {
        var described = KnownChecks.Describe(new AuditCheck { CheckName = "REVOKED_CA_CERT_CHECK" });

        Assert.Equal(
            ("REVOKED_CA_CERT_CHECK", AuditFindingSeverity.Critical, ResourceType.CaCertificate, false),
            (described.CheckName, described.Severity, described.ResourceType, described.HasEnabled));
    }

    [Fact]
    public void Describe_AnUnknownCheck_IsAsItWasSet()
    {
        var set = new AuditCheck { CheckName = "BRAND_NEW_CHECK", Enabled = false };

        Assert.Equal(set, KnownChecks.Describe(set));
    }

    [Fact]
    public void Names_PresentAndFormer_LeadToPresentOnesThatAreDescribed()
    {
        var names = KnownChecks.Names.ToList();

        Assert.Equal((17, 25), (names.Select(name => name.Value).Distinct().Count(), names.Select(name => name.Key).Distinct().Count()));
        Assert.All(names, name =>
        {
            var described = KnownChecks.Describe(new AuditCheck { CheckName = name.Value });
            Assert.NotEqual(AuditFindingSeverity.Unspecified, described.Severity);
            Assert.NotEqual(ResourceType.Unspecified, described.ResourceType);
            Assert.InRange(described.Title.Length, 1, 80);
        });
    }
}
