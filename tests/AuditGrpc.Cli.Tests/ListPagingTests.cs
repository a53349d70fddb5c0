using System.Text.Json.Nodes;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Tests;

namespace AuditGrpc.Cli.Tests;

public sealed class ListPagingTests
{
    [Theory]
    [InlineData("--page-size", "3")]
    [InlineData("--page-size", "250")]
    [InlineData("--page-size", "1")]
    public async Task List_WithMaxItems_GoesOnAtItsToken(params string[] paging)
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());
        var all = Ids(JsonNode.Parse((await server.CliAsync("list")).Succeeded())!);

        var read = new List<string>();
        string[] start = [];
        while (true)
        {
            var page = JsonNode.Parse((await server.CliAsync(["list", "--max-items", "2", .. paging, .. start])).Succeeded())!;
            read.AddRange(Ids(page));
            if (page["NextToken"] is not { } next)
            {
                break;
            }

            start = ["--starting-token", next.GetValue<string>()];
        }

        Assert.Equal(7, all.Count);
        Assert.Equal(all, read);
    }

    [Fact]
    public async Task List_OnePage_TellsTheNext()
    {
        await using var server = await RunningServer.StartAsync(new ManualTime());

        var first = JsonNode.Parse((await server.CliAsync("list", "--max-results", "4")).Succeeded())!;
        var second = JsonNode.Parse(
            (await server.CliAsync("list", "--max-results", "4", "--next-token", first["nextToken"]!.GetValue<string>())).Succeeded())!;

        Assert.Equal(4, Ids(first).Count);
        Assert.Equal(3, Ids(second).Count);
        Assert.Null(second["nextToken"]);
    }

    private static List<string> Ids(JsonNode page) => [.. page["tasks"]!.AsArray().Select(task => task!["taskId"]!.GetValue<string>())];
}
