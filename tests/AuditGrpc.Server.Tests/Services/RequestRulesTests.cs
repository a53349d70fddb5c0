using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Services;

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
