using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;
using Aws = Amazon.IoT.Model;

namespace AuditGrpc.Server.Tests.Upstream;

public sealed class FindingTranslationTests
{
    private static readonly DateTime Start = new(2019, 6, 12, 16, 28, 43, 434, DateTimeKind.Utc);

    // Each field with a value of its own, so that none can be taken for another.
    private static readonly ResourceIdentifier Identifier = new()
    {
        DeviceCertificateId = "device-certificate",
        CaCertificateId = "ca-certificate",
        CognitoIdentityPoolId = "pool",
        ClientId = "client",
        PolicyVersionIdentifier = new PolicyVersionIdentifier { PolicyName = "policy", PolicyVersionId = "7" },
        Account = "123456789012",
        IamRoleArn = "role",
        RoleAliasArn = "alias",
        IssuerCertificateIdentifier = new IssuerCertificateIdentifier
        {
            IssuerCertificateSubject = "subject",
            IssuerId = "issuer",
            IssuerCertificateSerialNumber = "serial",
        },
        DeviceCertificateArn = "device-certificate-arn",
    };

    [Fact]
    public void ToFinding_EveryMemberSet_CarriesEveryMember()
    {
        var finding = FindingTranslation.ToFinding(new Aws.AuditFinding
        {
            FindingId = "f1",
            TaskId = "a1",
            CheckName = "DEVICE_CERTIFICATE_SHARED_CHECK",
            TaskStartTime = Start,
            FindingTime = Start.AddSeconds(1),
            Severity = "CRITICAL",
            NonCompliantResource = new Aws.NonCompliantResource
            {
                ResourceType = "DEVICE_CERTIFICATE",
                ResourceIdentifier = ResourceTranslation.ToAws(Identifier),
                AdditionalInfo = new Dictionary<string, string> { ["EXPIRATION_TIME"] = "1560356923434" },
            },
            RelatedResources =
            [
                new Aws.RelatedResource
                {
                    ResourceType = "CLIENT_ID",
                    ResourceIdentifier = new Aws.ResourceIdentifier { ClientId = "device" },
                    AdditionalInfo = new Dictionary<string, string> { ["CONNECTION_TIME"] = "1" },
                },
                new Aws.RelatedResource(),
            ],
            ReasonForNonCompliance = "shared",
            ReasonForNonComplianceCode = "CERTIFICATE_SHARED_BY_MULTIPLE_DEVICES",
            IsSuppressed = true,
        });

        var expected = new AuditFinding
        {
            FindingId = "f1",
            TaskId = "a1",
            CheckName = "DEVICE_CERTIFICATE_SHARED_CHECK",
            TaskStartTime = Timestamp.FromDateTime(Start),
            FindingTime = Timestamp.FromDateTime(Start.AddSeconds(1)),
            Severity = AuditFindingSeverity.Critical,
            NonCompliantResource = new NonCompliantResource
            {
                ResourceType = ResourceType.DeviceCertificate,
                ResourceIdentifier = Identifier,
                AdditionalInfo = { ["EXPIRATION_TIME"] = "1560356923434" },
            },
            RelatedResources =
            {
                new RelatedResource
                {
                    ResourceType = ResourceType.ClientId,
                    ResourceIdentifier = new ResourceIdentifier { ClientId = "device" },
                    AdditionalInfo = { ["CONNECTION_TIME"] = "1" },
                },
                new RelatedResource(),
            },
            ReasonForNonCompliance = "shared",
            ReasonForNonComplianceCode = "CERTIFICATE_SHARED_BY_MULTIPLE_DEVICES",
            IsSuppressed = true,
        };
        Assert.Equal(expected, finding);
    }

    [Theory]
    [InlineData(0.314)]
    [InlineData(0.5)]
    [InlineData(0.999999)]
    public void ToFinding_ATimeAsTheSdkReadsIt_IsTheTimeThatAwsSent(double fraction)
    {
        var sent = DateTime.UnixEpoch.AddSeconds(1767319445).AddMicroseconds(fraction * 1_000_000);

        var finding = FindingTranslation.ToFinding(new Aws.AuditFinding { FindingId = "f1", FindingTime = DateTime.UnixEpoch.AddSeconds(1767319445 + fraction) });

        Assert.Equal(Timestamp.FromDateTime(sent), finding.FindingTime);
    }

    [Fact]
    public void ToFinding_OnlyAnId_LeavesTheRestAbsent() =>
        Assert.Equal(new AuditFinding { FindingId = "f1" }, FindingTranslation.ToFinding(new Aws.AuditFinding { FindingId = "f1" }));

    [Fact]
    public void ToFinding_EmptyNestedMembers_ArePresentAndEmpty()
    {
        var finding = FindingTranslation.ToFinding(new Aws.AuditFinding
        {
            FindingId = "f1",
            NonCompliantResource = new Aws.NonCompliantResource
            {
                ResourceIdentifier = new Aws.ResourceIdentifier
                {
                    PolicyVersionIdentifier = new Aws.PolicyVersionIdentifier(),
                    IssuerCertificateIdentifier = new Aws.IssuerCertificateIdentifier(),
                },
            },
        });

        var identifier = new ResourceIdentifier
        {
            PolicyVersionIdentifier = new PolicyVersionIdentifier(),
            IssuerCertificateIdentifier = new IssuerCertificateIdentifier(),
        };
        Assert.Equal(
            new AuditFinding { FindingId = "f1", NonCompliantResource = new NonCompliantResource { ResourceIdentifier = identifier } },
            finding);
    }

    [Fact]
    public void ToFinding_FalseAndEmptyTexts_ArePresent()
    {
        var finding = FindingTranslation.ToFinding(new Aws.AuditFinding
        {
            FindingId = "",
            IsSuppressed = false,
            ReasonForNonCompliance = "",
            NonCompliantResource = new Aws.NonCompliantResource { ResourceIdentifier = new Aws.ResourceIdentifier { ClientId = "" } },
        });

        Assert.True(finding is { HasFindingId: true, HasIsSuppressed: true, HasReasonForNonCompliance: true });
        Assert.True(finding.NonCompliantResource.ResourceIdentifier.HasClientId);
        Assert.False(finding is { HasTaskId: true } or { HasCheckName: true } or { HasReasonForNonComplianceCode: true });
    }

    [Fact]
    public void ToFinding_WordsWithoutAValue_AreKept()
    {
        var finding = FindingTranslation.ToFinding(new Aws.AuditFinding
        {
            FindingId = "f1",
            Severity = "DIRE",
            NonCompliantResource = new Aws.NonCompliantResource { ResourceType = "THING" },
            RelatedResources = [new Aws.RelatedResource { ResourceType = "PACKAGE" }],
        });

        var resource = finding.NonCompliantResource;
        var related = Assert.Single(finding.RelatedResources);
        Assert.Equal((AuditFindingSeverity.Unspecified, "DIRE"), (finding.Severity, finding.UnrecognizedSeverity));
        Assert.Equal((ResourceType.Unspecified, "THING"), (resource.ResourceType, resource.UnrecognizedResourceType));
        Assert.Equal((ResourceType.Unspecified, "PACKAGE"), (related.ResourceType, related.UnrecognizedResourceType));
    }

    [Theory]
    [InlineData("CRITICAL", AuditFindingSeverity.Critical)]
    [InlineData("HIGH", AuditFindingSeverity.High)]
    [InlineData("MEDIUM", AuditFindingSeverity.Medium)]
    [InlineData("LOW", AuditFindingSeverity.Low)]
    public void ToFinding_KnownSeverity_HasItsValueAndNoWord(string word, AuditFindingSeverity value)
    {
        var finding = FindingTranslation.ToFinding(new Aws.AuditFinding { FindingId = "f1", Severity = word });

        Assert.Equal((value, false), (finding.Severity, finding.HasUnrecognizedSeverity));
    }

    [Theory]
    [InlineData("DEVICE_CERTIFICATE", ResourceType.DeviceCertificate)]
    [InlineData("CA_CERTIFICATE", ResourceType.CaCertificate)]
    [InlineData("IOT_POLICY", ResourceType.IotPolicy)]
    [InlineData("COGNITO_IDENTITY_POOL", ResourceType.CognitoIdentityPool)]
    [InlineData("CLIENT_ID", ResourceType.ClientId)]
    [InlineData("ACCOUNT_SETTINGS", ResourceType.AccountSettings)]
    [InlineData("ROLE_ALIAS", ResourceType.RoleAlias)]
    [InlineData("IAM_ROLE", ResourceType.IamRole)]
    [InlineData("ISSUER_CERTIFICATE", ResourceType.IssuerCertificate)]
    public void ToFinding_KnownResourceType_HasItsValueAndNoWord(string word, ResourceType value)
    {
        var resource = FindingTranslation.ToFinding(new Aws.AuditFinding
        {
            FindingId = "f1",
            NonCompliantResource = new Aws.NonCompliantResource { ResourceType = word },
        }).NonCompliantResource;

        Assert.Equal((value, false), (resource.ResourceType, resource.HasUnrecognizedResourceType));
    }

    [Fact]
    public void ToPage_WithoutItsListOrWithNull_IsNoAnswer()
    {
        AssertNoAnswer(() => FindingTranslation.ToFinding(null));
        AssertNoAnswer(() => FindingTranslation.ToFinding(new Aws.AuditFinding()));
        AssertNoAnswer(() => FindingTranslation.ToFinding(new Aws.AuditFinding { FindingId = "f1", RelatedResources = [null!] }));
        AssertNoAnswer(() => FindingTranslation.ToFindingPage(new Aws.ListAuditFindingsResponse()));
        AssertNoAnswer(() => FindingTranslation.ToFindingPage(new Aws.ListAuditFindingsResponse { Findings = [null!] }));
        AssertNoAnswer(() => FindingTranslation.ToRelatedPage(new Aws.ListRelatedResourcesForAuditFindingResponse()));
        AssertNoAnswer(() => FindingTranslation.ToRelatedPage(new Aws.ListRelatedResourcesForAuditFindingResponse { RelatedResources = [null!] }));

        static void AssertNoAnswer(Func<object> translate) =>
            Assert.Equal(ErrorReason.UpstreamInvalidResponse, Assert.Throws<AuditFailure>(() => { _ = translate(); }).Reason);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("next", "next")]
    public void ToFindingPage_Token_IsAbsentOnTheLastPage(string? token, string? expected) =>
        Assert.Equal(expected, FindingTranslation.ToFindingPage(new Aws.ListAuditFindingsResponse { Findings = [], NextToken = token }).NextToken);

    [Fact]
    public void ToRequest_EveryMemberSet_AsksForAll()
    {
        var start = new DateTimeOffset(Start);
        var request = FindingTranslation.ToRequest(new FindingQuery
        {
            TaskId = "a1",
            Start = start,
            End = start.AddDays(1),
            CheckName = "LOGGING_DISABLED_CHECK",
            Resource = Identifier,
            Suppressed = false,
            MaxResults = 7,
            NextToken = "next",
        });

        Assert.Equal(("a1", "LOGGING_DISABLED_CHECK", "next"), (request.TaskId, request.CheckName, request.NextToken));
        Assert.Equal((Start, Start.AddDays(1), 7, false), (request.StartTime, request.EndTime, request.MaxResults, request.ListSuppressedFindings));
        Assert.Equal(Identifier, ResourceTranslation.ToIdentifier(request.ResourceIdentifier));
    }

    [Fact]
    public void ToRequest_OnlyASize_LeavesTheRestOut()
    {
        var request = FindingTranslation.ToRequest(new FindingQuery { MaxResults = 1 });

        Assert.Equal((null, null, null), (request.TaskId, request.CheckName, request.NextToken));
        // False would hide suppressed findings, which is not what saying nothing means.
        Assert.Equal((null, null, null), (request.StartTime, request.EndTime, request.ListSuppressedFindings));
        Assert.Null(request.ResourceIdentifier);
    }

    [Fact]
    public void ToAws_OneFieldSet_LeavesTheOthersOut()
    {
        var aws = ResourceTranslation.ToAws(new ResourceIdentifier { ClientId = "device" });

        Assert.Equal("device", aws.ClientId);
        Assert.Equal(new ResourceIdentifier { ClientId = "device" }, ResourceTranslation.ToIdentifier(aws));
    }

    [Fact]
    public void ToChecks_WhatTheAccountHasSet_IsCarried()
    {
        var checks = Translation.ToChecks(new Aws.DescribeAccountAuditConfigurationResponse
        {
            AuditCheckConfigurations = new Dictionary<string, Aws.AuditCheckConfiguration>
            {
                ["A"] = new() { Enabled = true, Configuration = new Dictionary<string, string> { ["DAYS"] = "30" } },
                ["B"] = new() { Enabled = false },
                ["C"] = new(),
                ["D"] = null!,
            },
        });

        AuditCheck[] expected =
        [
            new() { CheckName = "A", Enabled = true, Configuration = { ["DAYS"] = "30" } },
            new() { CheckName = "B", Enabled = false },
            new() { CheckName = "C" },
            new() { CheckName = "D" },
        ];
        Assert.Equal(expected, checks);
        Assert.Empty(Translation.ToChecks(new Aws.DescribeAccountAuditConfigurationResponse()));
    }
}
