using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Services;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Tests.Services;

public sealed class RequestRulesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("a3aea009955e501a31b764abe1bebd3d")]
    [InlineData("A-1-b-2-0123456789012345678901234567890-")]
    public void RequireTaskId_ByTheRule_IsTaken(string taskId) => Assert.Equal(taskId, RequestRules.RequireTaskId(taskId));

    [Theory]
    [InlineData("")]
    [InlineData("A-1-b-2-0123456789012345678901234567890-x")]
    [InlineData("bad_id")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a\n")]
    [InlineData("é")]
    [InlineData("١")]
    public void RequireTaskId_AgainstTheRule_IsRefusedByName(string taskId)
    {
        var failure = Assert.Throws<AuditFailure>(() => RequestRules.RequireTaskId(taskId));

        Assert.Equal("task_id", failure.Field);
        Assert.Contains("1 to 40", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("8f14e45f-ceea-467f-a8d2-b0a4c8f1d3e7")]
    [InlineData("A_1-b")]
    public void RequireFindingId_ByTheRule_IsTaken(string findingId) => Assert.Equal(findingId, RequestRules.RequireFindingId(findingId));

    [Fact]
    public void RequireFindingId_AtTheLimit_IsTaken()
    {
        var longest = new string('a', 128);

        Assert.Equal(longest, RequestRules.RequireFindingId(longest));
        Assert.Throws<AuditFailure>(() => RequestRules.RequireFindingId(longest + "a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a\n")]
    [InlineData("é")]
    public void RequireFindingId_AgainstTheRule_IsRefusedByName(string findingId)
    {
        var failure = Assert.Throws<AuditFailure>(() => RequestRules.RequireFindingId(findingId));

        Assert.Equal("finding_id", failure.Field);
        Assert.Contains("1 to 128", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<ListAuditFindingsRequest> FindingLists => new()
    {
        new(),
        new() { StartTime = new(), EndTime = new(), PageSize = 250, CheckName = new string('X', 128) },
        new() { TaskId = "a1", CheckName = "SOMETHING_NEW_CHECK", PageSize = 1 },
        new() { ResourceIdentifier = new() { ClientId = "device" } },
        new() { ResourceIdentifier = new() { RoleAliasArn = new string('a', 2048) } },
        new() { ResourceIdentifier = new() { PolicyVersionIdentifier = new() { PolicyName = "policy" } } },
    };

    [Theory]
    [MemberData(nameof(FindingLists), DisableDiscoveryEnumeration = true)]
    public void CheckListFindings_ByTheRules_IsTaken(ListAuditFindingsRequest request) => RequestRules.CheckListFindings(request);

    public static TheoryData<ResourceIdentifier> Unidentifying => new()
    {
        new ResourceIdentifier(),
        new ResourceIdentifier { ClientId = "" },
        new ResourceIdentifier { ClientId = new string('a', 2049) },
        new ResourceIdentifier { ClientId = "device", Account = "" },
        new ResourceIdentifier { PolicyVersionIdentifier = new() },
        new ResourceIdentifier { ClientId = "device", PolicyVersionIdentifier = new() },
        new ResourceIdentifier { IssuerCertificateIdentifier = new() { IssuerId = "" } },
    };

    [Theory]
    [MemberData(nameof(Unidentifying), DisableDiscoveryEnumeration = true)]
    public void CheckListFindings_AResourceThatIsNotIdentified_IsRefusedByName(ResourceIdentifier resource)
    {
        var failure = Assert.Throws<AuditFailure>(
            () => RequestRules.CheckListFindings(new ListAuditFindingsRequest { ResourceIdentifier = resource }));

        Assert.Equal("resource_identifier", failure.Field);
        Assert.Contains("1 to 2048", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RequireCheckNames_Repeated_AreTakenOnceInTheirOrder() =>
        Assert.Equal(["B", "A", "b"], RequestRules.RequireCheckNames(["B", "A", "B", "b"]));

    [Fact]
    public void RequireCheckNames_AtTheLimits_AreTaken() =>
        Assert.Equal(100, RequestRules.RequireCheckNames([.. Enumerable.Range(0, 100).Select(i => $"{i}".PadLeft(128))]).Count);

    [Theory]
    [InlineData("")]
    [InlineData("8F14E45F-CEEA-467F-A8D2-B0A4C8F1D3E7")]
    [InlineData("8f14e45f-ceea-467f-a8d2-b0a4c8f1d3e7")]
    public void ReadRequestId_ByTheRule_IsTaken(string requestId) =>
        Assert.Equal(requestId.Length == 0 ? null : new Guid(requestId), RequestRules.ReadRequestId(requestId));

    [Theory]
    [InlineData(" ")]
    [InlineData("1")]
    [InlineData("8f14e45fceea467fa8d2b0a4c8f1d3e7")]
    [InlineData("{8f14e45f-ceea-467f-a8d2-b0a4c8f1d3e7}")]
    [InlineData("0x14e45f-ceea-467f-a8d2-b0a4c8f1d3e7")]
    [InlineData("8f14e45f-ceea-467f-a8d2-b0a4c8f1d3e7 ")]
    [InlineData("8f14e45f-ceea-467f-a8d2-b0a4c8f1d3e7\n")]
    public void ReadRequestId_AgainstTheRule_IsRefusedByName(string requestId) =>
        Assert.Equal("request_id", Assert.Throws<AuditFailure>(() => RequestRules.ReadRequestId(requestId)).Field);
}
