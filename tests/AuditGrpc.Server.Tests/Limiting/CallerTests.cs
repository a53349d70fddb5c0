using System.Net;
using AuditGrpc.Server.Limiting;
using AuditGrpc.Server.Security;
using Microsoft.AspNetCore.Http;

namespace AuditGrpc.Server.Tests.Limiting;

public sealed class CallerTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::")]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("::ffff:127.0.0.1", null)]
    [InlineData("::ffff:127.0.0.2", null)]
    [InlineData(null, null)]
    public void KeyOf_NobodySaysWhoTheyAre_IsTheirAddressUnlessOfThisMachine(string? address, string? key) =>
        Assert.Equal(key, Caller.KeyOf(From(address), limitsLoopback: false));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData(null)]
    public void KeyOf_LoopbackIsLimited_IsOneCaller(string? address) =>
        Assert.Equal("loopback", Caller.KeyOf(From(address), limitsLoopback: true));

    [Theory]
    [InlineData("192.0.2.7", false, "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", false, "2001:db8:1:2::")]
    [InlineData("127.0.0.2", false, null)]
    [InlineData("::ffff:127.0.0.2", false, null)]
    [InlineData(null, false, null)]
    [InlineData("127.0.0.2", true, "127.0.0.2")]
    [InlineData("::ffff:127.0.0.2", true, "127.0.0.2")]
    [InlineData(null, true, "loopback")]
    public void OriginOf_AnAddress_IsItselfUnlessOfThisMachine(string? address, bool limitsLoopback, string? origin) =>
        Assert.Equal(origin, Caller.OriginOf(address is null ? null : IPAddress.Parse(address), limitsLoopback));

    [Fact]
    public void KeyOf_AnAuthenticatedCaller_IsItsNameWhereverItCallsFrom()
    {
        var context = From("127.0.0.1");
        context.User = new Principal("gateway", Principal.Token, [], DateTimeOffset.MaxValue);

        Assert.Equal("gateway", Caller.KeyOf(context, limitsLoopback: false));
    }

    private static DefaultHttpContext From(string? address) =>
        new() { Connection = { RemoteIpAddress = address is null ? null : IPAddress.Parse(address) } };
}
