using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AuditGrpc.Reliability.Soaking;

/// <summary>One audit after the other, a minute each, and the crowd that watches each of them to its end.</summary>
internal sealed class AuditSeries(World world, Recorder recorder, int number, int watchers)
{
    private const int Changes = 12;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(60);

    // Longer than any fault, and what is left of the poll interval after it.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public int Finished { get; private set; }

    /// <summary>Those who did not see an audit's end.</summary>
    public int Missed { get; private set; }

    public async Task RunAsync(CancellationToken over)
    {
        using var channel = World.ChannelTo(world.Server.Address);
        // Not all at once.
        await World.PassAsync(3.0 * number);
        for (var audit = 0; !over.IsCancellationRequested; audit++)
        {
            await RunAsync($"audit-{number}-{audit}", channel);
            Finished++;
        }
    }

    private async Task RunAsync(string taskId, GrpcChannel channel)
    {
        world.Aws.Audits.Put(taskId, WatchScene.StateOf(1));
        var client = new AuditService.AuditServiceClient(channel);
        var following = Enumerable.Range(0, watchers).Select(_ => FollowAsync(client, taskId)).ToList();
        for (var change = 2; change <= Changes; change++)
        {
            await World.PassAsync(Each.TotalSeconds / Changes);
            world.Aws.Audits.Put(taskId, WatchScene.StateOf(change, change == Changes ? AuditWords.Completed : AuditWords.InProgress));
        }

        var followed = await Task.WhenAll(following);
        Missed += followed.Count(sawTheEnd => !sawTheEnd);
        world.Aws.Audits.Remove(taskId);
    }

    /// <summary>Watches to the end, again if it takes that; says whether it was seen.</summary>
    private async Task<bool> FollowAsync(AuditService.AuditServiceClient client, string taskId)
    {
        var began = TimeProvider.System.GetTimestamp();
        var etag = "";
        while (TimeProvider.System.GetElapsedTime(began) < Each + Patience)
        {
            var request = new WatchAuditTaskRequest { TaskId = taskId, KnownEtag = etag };
            using var watch = new RecordedWatch(client, request, TimeProvider.System);
            var end = await watch.Ended;
            recorder.Add(watch.History);
            if (end.Code == StatusCode.OK)
            {
                return true;
            }

            etag = watch.History.States.LastOrDefault()?.State!.Etag ?? etag;
            await World.PassAsync(1 + Random.Shared.NextDouble());
        }

        return false;
    }
}
