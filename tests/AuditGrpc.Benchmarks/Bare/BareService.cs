using System.Collections.Concurrent;
using System.Threading.Channels;
using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace AuditGrpc.Benchmarks.Bare;

/// <summary>The least that answers as the contract says: one audit, at once to who asks, and to all who watch when told to.</summary>
internal sealed class BareService(DescribeAuditTaskResponse reply) : AuditService.AuditServiceBase
{
    private static readonly BoundedChannelOptions NewestOnly = new(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };

    private readonly Task<DescribeAuditTaskResponse> _reply = Task.FromResult(reply);
    private readonly ConcurrentDictionary<Channel<WatchAuditTaskResponse>, bool> _watches = [];

    public override Task<DescribeAuditTaskResponse> DescribeAuditTask(DescribeAuditTaskRequest request, ServerCallContext context) =>
        _reply;

    public override async Task WatchAuditTask(
        WatchAuditTaskRequest request, IServerStreamWriter<WatchAuditTaskResponse> responseStream, ServerCallContext context)
    {
        var states = Channel.CreateBounded<WatchAuditTaskResponse>(NewestOnly);
        _watches.TryAdd(states, true);
        try
        {
            await responseStream.WriteAsync(StateNow());
            await foreach (var state in states.Reader.ReadAllAsync(context.CancellationToken))
            {
                await responseStream.WriteAsync(state);
            }
        }
        finally
        {
            _watches.TryRemove(states, out _);
        }
    }

    /// <summary>Sends the audit to all who watch, as if it had been observed just now.</summary>
    public void Broadcast()
    {
        var state = StateNow();
        foreach (var (states, _) in _watches)
        {
            states.Writer.TryWrite(state);
        }
    }

    private WatchAuditTaskResponse StateNow() =>
        new() { AuditTask = reply.AuditTask, ObserveTime = TimeProvider.System.GetUtcNow().ToTimestamp() };
}
