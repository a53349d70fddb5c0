using System.Buffers.Text;
using System.Text;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Listing;
using AuditGrpc.V1;

namespace AuditGrpc.Server.Tests.Listing;

public sealed class PageTokenTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var token = new PageToken("query", Time, Time.AddTicks(1), "AWS's token/+=");

        Assert.Equal(token, PageToken.Read(token.Write(), "query"));
        Assert.Matches("^[A-Za-z0-9_-]+$", token.Write());
    }

    [Fact]
    public void Read_WhatWasWrittenWithoutAPeriod_HasNone()
    {
        var token = PageToken.Read(new PageToken("query", null, null, "next").Write(), "query");

        Assert.Equal((null, "next"), (token.Period, token.Next));
    }

    [Fact]
    public void Read_WithAnotherQuery_IsRefusedByName() =>
        AssertRefused(new PageToken("query", Time, Time, "next").Write(), "other");

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"Query":"query"}""")]
    [InlineData("""{"Query":"query","Start":"2026-01-02T03:04:05Z","End":"2026-01-02T03:04:05Z","Next":null}""")]
    [InlineData("""{"Query":"query","Start":"soon","End":"2026-01-02T03:04:05Z","Next":"next"}""")]
    [InlineData("""{"Query":"query""")]
    public void Read_OtherJson_IsRefusedByName(string json) =>
        AssertRefused(Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json)), "query");

    [Theory]
    [InlineData("!")]
    [InlineData("AAAAA")]
    [InlineData("漢")]
    public void Read_NoToken_IsRefusedByName(string text) => AssertRefused(text, "query");

    [Fact]
    public void QueryOf_AnotherPage_IsTheSame() =>
        Assert.Equal(
            PageToken.QueryOf(new ListAuditTasksRequest { PageSize = 7, PageToken = "one" }, "default"),
            PageToken.QueryOf(new ListAuditTasksRequest { PageSize = 7, PageToken = "other", Source = "default" }, "default"));

    [Fact]
    public void QueryOf_AnotherSource_IsAnother() =>
        Assert.NotEqual(PageToken.QueryOf(new ListAuditTasksRequest(), "one"), PageToken.QueryOf(new ListAuditTasksRequest(), "other"));

    [Fact]
    public void QueryOf_AnotherList_IsAnother() =>
        Assert.NotEqual(
            PageToken.QueryOf(new ListAuditTasksRequest(), "default"), PageToken.QueryOf(new ListAuditFindingsRequest(), "default"));

    private static void AssertRefused(string text, string query) =>
        Assert.Equal("page_token", Assert.Throws<AuditFailure>(() => PageToken.Read(text, query)).Field);
}
