using System.Text;
using AuditGrpc.Server.Upstream;

namespace AuditGrpc.Server.Tests.Upstream;

public sealed class ReplyShapesTests
{
    [Theory]
    [InlineData("""{"tasks":[]}""")]
    [InlineData("""{"tasks":null}""")]
    [InlineData("""{"tasks":[{"taskId":"a"},null],"nextToken":"b"}""")]
    [InlineData("""{"findings":[{"relatedResources":[{"additionalInfo":null}],"nonCompliantResource":{"resourceIdentifier":{}}}]}""")]
    [InlineData("""{"taskId":"tasks"}""")]
    [InlineData("""{"auditDetails":{"TASKS":{"message":"a"},"FINDING":null}}""")]
    [InlineData("""{"auditCheckConfigurations":{"A":{"enabled":true,"configuration":{"CONFIGURATION":"30","tasks":"a"}}}}""")]
    [InlineData("""{"nobodyKnows":{"tasks":"a","more":[{"finding":7}]},"some":[{"tasks":"a"}]}""")]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("7")]
    [InlineData("[{}]")]
    [InlineData("""{"tasks":[{""")]
    [InlineData("""{"tasks":[}""")]
    public void AreWhole_WhatTheSdkCanRead_IsTrue(string reply) => Assert.True(ReplyShapes.AreWhole(Encoding.UTF8.GetBytes(reply)));

    [Theory]
    [InlineData("""{"tasks":"a"}""")]
    [InlineData("""{"tasks":7}""")]
    [InlineData("""{"tasks":{"a":[]}}""")]
    [InlineData("""{"Tasks":true}""")]
    [InlineData("""{"\u0074asks":true}""")]
    [InlineData("""{"a/tasks":true}""")]
    [InlineData("""{"tasks":["a"]}""")]
    [InlineData("""{"tasks":[{},[]]}""")]
    [InlineData("""{"findings":"a"}""")]
    [InlineData("""{"findings":[{"relatedResources":"a"}]}""")]
    [InlineData("""{"findings":[{"relatedResources":[{"resourceIdentifier":7}]}]}""")]
    [InlineData("""{"findings":[{"nonCompliantResource":"a"}]}""")]
    [InlineData("""{"findings":[{"nonCompliantResource":{"additionalInfo":"a"}}]}""")]
    [InlineData("""{"finding":[]}""")]
    [InlineData("""{"auditDetails":[]}""")]
    [InlineData("""{"auditDetails":{"A":"a"}}""")]
    [InlineData("""{"auditCheckConfigurations":{"A":{"configuration":true}}}""")]
    [InlineData("""{"tasks":"a" and then nothing""")]
    [InlineData("""{"a":[1,],"tasks":"a"}""")]
    public void AreWhole_WhatTheSdkWouldReadWithoutEnd_IsFalse(string reply) => Assert.False(ReplyShapes.AreWhole(Encoding.UTF8.GetBytes(reply)));

    [Fact]
    public void AreWhole_BehindANameThatIsNoText_IsFalse() =>
        Assert.False(ReplyShapes.AreWhole([.. "{\"a"u8, 0xFF, .. "\":1,\"tasks\":[false]}"u8]));

    [Fact]
    public void AreWhole_BehindAByteOrderMark_IsFalse() =>
        Assert.False(ReplyShapes.AreWhole([.. Encoding.UTF8.Preamble, .. """{"tasks":"a"}"""u8]));

    [Fact]
    public void AreWhole_BehindMoreDepthThanAReaderHasByDefault_IsFalse() => Assert.False(ReplyShapes.AreWhole(Encoding.UTF8.GetBytes(
        $$"""{"a":{{new string('[', 1000)}}{{new string(']', 1000)}},"tasks":"a"}""")));
}
