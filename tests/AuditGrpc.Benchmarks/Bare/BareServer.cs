using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.V1;
using Google.Protobuf;

namespace AuditGrpc.Benchmarks.Bare;

/// <summary>The framework's limit: a minimal gRPC service that has its answer ready.</summary>
internal static class BareServer
{
    public const string Command = "bare";

    /// <summary>A POST to it sends the answer to all who watch.</summary>
    public const string BroadcastPath = "/broadcast";

    public static Task<ServerProcess> StartAsync(DescribeAuditTaskResponse reply) =>
        ServerProcess.StartAsync(typeof(BareServer).Assembly, Command, reply.ToByteString().ToBase64());

    public static async Task RunAsync(string reply, string[] settings)
    {
        var service = new BareService(DescribeAuditTaskResponse.Parser.ParseFrom(Convert.FromBase64String(reply)));
        var builder = WebApplication.CreateBuilder(settings);
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(service);
        await using var app = builder.Build();
        app.MapGrpcService<BareService>();
        app.MapPost(BroadcastPath, service.Broadcast);
        await app.RunAsync();
    }
}
