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
}
