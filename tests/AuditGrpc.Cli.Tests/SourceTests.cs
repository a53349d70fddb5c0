using AuditGrpc.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AuditGrpc.Cli.Tests;

/// <summary>Sources, as a server tells of them that knows an account of one and not of the other.</summary>
public sealed class SourceTests
{
    [Theory]
    [InlineData("text", "SOURCES\t123456789012\tTrue\teu\teu-west-1\nSOURCES\t\tFalse\tus\tus-east-1\n")]
    [InlineData("yaml", "sources:\n- accountId: '123456789012'\n  isDefault: true\n  name: eu\n  region: eu-west-1\n- isDefault: false\n  name: us\n  region: us-east-1\n")]
    public async Task Sources_AreListed(string format, string printed)
    {
        await using var app = await StartAsync();

        var command = await Cli.RunAsync(
            new Dictionary<string, string> { ["AUDITGRPC_ENDPOINT_URL"] = app.Urls.Single() }, "list-sources", "--output", format);

        Assert.Equal(printed, command.Succeeded());
    }

    private static async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore().AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<ScriptedSources>();
        await app.StartAsync();
        return app;
    }

    private sealed class ScriptedSources : SourceService.SourceServiceBase
    {
        public override Task<ListSourcesResponse> ListSources(ListSourcesRequest request, ServerCallContext context) =>
            Task.FromResult(new ListSourcesResponse
            {
                Sources =
                {
                    new AuditSource { Name = "eu", Region = "eu-west-1", AccountId = "123456789012", IsDefault = true },
                    new AuditSource { Name = "us", Region = "us-east-1" },
                },
            });
    }
}
