using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>Watchers of audits, on any server that speaks the contract.</summary>
internal static class AuditWatchers
{
    public static Task<Streams> OpenAsync(Uri server, int count, Func<int, string> taskIdOf, Arrivals arrivals) =>
        Streams.OpenAsync(server, count, (channel, watcher, closing) => ReadAsync(channel, taskIdOf(watcher), arrivals, closing), arrivals);

    private static async Task ReadAsync(GrpcChannel channel, string taskId, Arrivals arrivals, CancellationToken closing)
    {
        using var call = channel.CreateCallInvoker().AsyncServerStreamingCall(
            Sighting.Watch, null, new CallOptions(cancellationToken: closing), new WatchAuditTaskRequest { TaskId = taskId });
        while (await call.ResponseStream.MoveNext(closing))
        {
            if (call.ResponseStream.Current is { IsHeartbeat: false } state)
            {
                arrivals.Add(state.ObservedAt);
            }
        }
    }
}
