using System.Text;
using AuditGrpc.Server.Upstream;

namespace AuditGrpc.Server.Tests.Upstream;

public sealed class ReplyListsTests
{
    [Theory]
    [InlineData("""{"tasks":[]}""")]
    [InlineData("""{"tasks":null}""")]
    [InlineData("""{"tasks":[{"taskId":"a","tasks":[{}]},null],"nextToken":"b"}""")]
    [InlineData("""{"findings":[{"relatedResources":[]}]}""")]
    [InlineData("""{"taskId":"tasks"}""")]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("""{"tasks":[{""")]
    public void AreWhole_WhatTheSdkCanRead_IsTrue(string reply) => Assert.True(ReplyLists.AreWhole(Encoding.UTF8.GetBytes(reply)));

    [Theory]
    [InlineData("""{"tasks":"a"}""")]
    [InlineData("""{"tasks":7}""")]
    [InlineData("""{"tasks":{"a":[]}}""")]
    [InlineData("""{"Tasks":true}""")]
    [InlineData("""{"tasks":["a"]}""")]
    [InlineData("""{"tasks":[{},[]]}""")]
    [InlineData("""{"findings":"a"}""")]
    [InlineData("""{"a":{"relatedResources":"a"}}""")]
    [InlineData("""{"tasks":"a" and then nothing""")]
    public void AreWhole_WhatTheSdkWouldReadWithoutEnd_IsFalse(string reply) => Assert.False(ReplyLists.AreWhole(Encoding.UTF8.GetBytes(reply)));
}
