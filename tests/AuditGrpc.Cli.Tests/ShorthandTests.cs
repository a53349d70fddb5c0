using System.Text.Json;
using AuditGrpc.Cli.Failures;
using AuditGrpc.Cli.Input;

namespace AuditGrpc.Cli.Tests;

public sealed class ShorthandTests
{
    [Theory]
    [InlineData("clientId=one", """{"clientId":"one"}""")]
    [InlineData("clientId=one,account=123456789012", """{"clientId":"one","account":"123456789012"}""")]
    [InlineData(" clientId = one two , account= 1 ", """{"clientId":"one two","account":"1"}""")]
    [InlineData("iamRoleArn=arn:aws:iam::123456789012:role/a-b", """{"iamRoleArn":"arn:aws:iam::123456789012:role/a-b"}""")]
    [InlineData("p={name=a,id=1},q=2", """{"p":{"name":"a","id":"1"},"q":"2"}""")]
    [InlineData("p= {name='a}' , id=1}", """{"p":{"name":"a}","id":"1"}}""")]
    [InlineData("clientId=\"a,b\",account='1\"2'", """{"clientId":"a,b","account":"1\"2"}""")]
    [InlineData("clientId=a\\,b\\\\c,account=1", """{"clientId":"a,b\\c","account":"1"}""")]
    [InlineData("subject=CN=ca", """{"subject":"CN=ca"}""")]
    [InlineData("clientId=", """{"clientId":""}""")]
    public void Parse_AStructure_IsItsMembers(string text, string json) => Assert.Equal(
        json, JsonSerializer.Serialize(Shorthand.Parse("--x", text), JsonSerializerOptions.Web).Replace("\\u0022", "\\\"", StringComparison.Ordinal));

    [Theory]
    [InlineData("", "expected a name and '=' at position 0")]
    [InlineData("clientId", "expected a name and '=' at position 8")]
    [InlineData("=one", "expected a name and '=' at position 0")]
    [InlineData("a=1,", "expected a name and '=' at position 4")]
    [InlineData("p={a=1", "expected '}' at position 6")]
    [InlineData("a=1}", "expected ',' at position 3")]
    [InlineData("a='1", "expected ' at position 4")]
    [InlineData("a='1'2", "expected ',' at position 5")]
    public void Parse_AnythingElse_IsRefusedWithItsPlace(string text, string fault)
    {
        var exception = Assert.Throws<CommandException>(() => Shorthand.Parse("--resource-identifier", text));

        Assert.Equal(ExitCodes.Usage, exception.ExitCode);
        Assert.Contains("Error parsing parameter '--resource-identifier'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(fault, exception.Message, StringComparison.Ordinal);
    }
}
