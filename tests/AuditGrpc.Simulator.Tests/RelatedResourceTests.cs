using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace AuditGrpc.Simulator.Tests;

public sealed class RelatedResourceTests
{
    private const string Intermediate = "INTERMEDIATE_CA_REVOKED_FOR_ACTIVE_DEVICE_CERTIFICATES_CHECK";

    [Fact]
    public async Task ListRelated_OfASharedCertificate_PagesAllWhereTheFindingShowsTen()
    {
        await using var aws = await StartAsync("DEVICE_CERTIFICATE_SHARED_CHECK", suppressed: 2);
        var finding = Assert.Single(
            (await aws.ListFindingsAsync(new { taskId = "a" })).Findings, finding => finding["relatedResources"]!.AsArray().Count == 10);
        var id = (string)finding["findingId"]!;

        var first = await ListAsync(aws, id, "&maxResults=7");
        var second = await ListAsync(aws, id, $"&maxResults=7&nextToken={first.NextToken}");
        var all = await ListAsync(aws, id);

        Assert.Equal((7, 5, 12), (first.Related.Length, second.Related.Length, all.Related.Length));
        Assert.Null(second.NextToken);
        Assert.Equal(all.Related, first.Related.Concat(second.Related));
        Assert.Equal(all.Related[..10], finding["relatedResources"]!.AsArray().Select(related => related!.ToJsonString()));
        var device = JsonNode.Parse(all.Related[0])!;
        Assert.Equal("CLIENT_ID", (string?)device["resourceType"]);
        Assert.Matches("^[0-9]{13}$", (string)device["additionalInfo"]!["CONNECTION_TIME"]!);
    }

    [Fact]
    public async Task ListRelated_OfARevokedIntermediateCa_HasWhatTheFindingNeverShows()
    {
        await using var aws = await StartAsync(Intermediate);
        var finding = Assert.Single((await aws.ListFindingsAsync(new { taskId = "a" })).Findings);
        var id = (string)finding["findingId"]!;

        Assert.False(finding.ContainsKey("relatedResources"));
        Assert.Null((await aws.DescribeFindingAsync(id)).Json["finding"]!["relatedResources"]);
        var related = (await ListAsync(aws, id)).Related;
        Assert.Equal(15, related.Length);
        Assert.All(related, text => Assert.Equal("DEVICE_CERTIFICATE", (string?)JsonNode.Parse(text)!["resourceType"]));
    }

    [Fact]
    public async Task ListRelated_OfARoleAlias_HasItsRole()
    {
        await using var aws = await StartAsync("IOT_ROLE_ALIAS_OVERLY_PERMISSIVE_CHECK");
        var id = (await aws.ListFindingsAsync(new { taskId = "a" })).FindingIds[0];

        Assert.Contains("arn:aws:iam::123456789012:role/", Assert.Single((await ListAsync(aws, id)).Related));
    }

    [Fact]
    public async Task ListRelated_OfAFindingWithoutAny_IsEmpty()
    {
        await using var aws = await StartAsync("LOGGING_DISABLED_CHECK");
        var id = (await aws.ListFindingsAsync(new { taskId = "a" })).FindingIds[0];

        Assert.Empty((await ListAsync(aws, id)).Related);
    }

    [Fact]
    public async Task ListRelated_WithAForgedToken_IsRefused()
    {
        await using var aws = await StartAsync(Intermediate);
        var id = (await aws.ListFindingsAsync(new { taskId = "a" })).FindingIds[0];
        var token = (await ListAsync(aws, id, "&maxResults=1")).NextToken!;

        // What tells the query apart is there; the place is not.
        var forged = Base64Url.EncodeToString([.. Base64Url.DecodeFromChars(token)[..^1], (byte)'x']);
        var answer = await aws.SendAsync(HttpMethod.Get, $"/audit/relatedResources?findingId={id}&nextToken={forged}");

        answer.IsError(400, "InvalidRequestException");
    }

    [Theory]
    [InlineData("", 400, "InvalidRequestException")]
    [InlineData("?findingId=a%20b", 400, "InvalidRequestException")]
    [InlineData("?findingId=nowhere&maxResults=251", 400, "InvalidRequestException")]
    [InlineData("?findingId=nowhere&nextToken=x", 400, "InvalidRequestException")]
    [InlineData("?findingId=nowhere", 404, "ResourceNotFoundException")]
    public async Task ListRelated_UnknownOrMalformed_IsRefused(string query, int status, string code)
    {
        await using var aws = await TestAws.StartAsync();

        (await aws.SendAsync(HttpMethod.Get, $"/audit/relatedResources{query}")).IsError(status, code);
    }

    private static async Task<TestAws> StartAsync(string checkName, long suppressed = 0)
    {
        var aws = await TestAws.StartAsync();
        aws.Simulator.Audits.Put("a", new AuditState().WithChecks(new Dictionary<string, CheckState>
        {
            [checkName] = CheckState.Finished(9, nonCompliant: suppressed == 0 ? 1 : 0, suppressed),
        }));
        return aws;
    }

    private static async Task<(string[] Related, string? NextToken)> ListAsync(TestAws aws, string findingId, string more = "")
    {
        var json = (await aws.SendAsync(HttpMethod.Get, $"/audit/relatedResources?findingId={findingId}{more}")).Json;
        return ([.. json["relatedResources"]!.AsArray().Select(related => related!.ToJsonString())], (string?)json["nextToken"]);
    }
}
