using AuditGrpc.Client;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Security;

/// <summary>The client package and a server that asks who calls.</summary>
public sealed class SecureClientTests
{
    // Time is moved faster than messages travel: silence must not be what ends a call.
    private static readonly AuditClientOptions Patient = new() { SilenceTimeout = TimeSpan.FromHours(1) };

    private readonly ManualTime _time = new();

    [Fact]
    public async Task Watch_ItsTokenExpires_IsResumedWithTheNextOne()
    {
        await using var scene = await SecureScene.StartAsync(_time);
        scene.Server.Aws.Audits.Put(WatchScene.Audit, WatchScene.StateOf(1));
        var tokens = 0;
        using var channel = scene.Connect(() =>
        {
            tokens++;
            return $"Bearer {scene.Issuer.Token("operators", subject: $"me, for the {tokens}th time", to: TimeSpan.FromMinutes(2))}";
        });
        var client = new AuditClient(channel, Patient, _time);
        var states = new List<AuditTask>();
        var watch = Task.Run(async () =>
        {
            await foreach (var state in client.WatchAsync(WatchScene.Audit))
            {
                states.Add(state);
            }
        });

        await Eventually.TrueAsync(() => states.Count == 1);
        await AdvanceUntilAsync(() => tokens == 2);
        scene.Server.Aws.Audits.Put(WatchScene.Audit, WatchScene.StateOf(2, AuditWords.Completed));
        await AdvanceUntilAsync(() => watch.IsCompleted);

        await watch;
        Assert.Equal(2, states.Count);
    }

    [Fact]
    public async Task Watch_ItsTokenExpiresAndThereIsNoOther_EndsUnauthenticated()
    {
        await using var scene = await SecureScene.StartAsync(_time);
        scene.Server.Aws.Audits.Put(WatchScene.Audit, WatchScene.StateOf(1));
        var token = scene.Issuer.Token("operators", to: TimeSpan.FromMinutes(2));
        using var channel = scene.Connect(null, $"Bearer {token}");
        var client = new AuditClient(channel, Patient, _time);
        var states = 0;
        var watch = Task.Run(async () =>
        {
            await foreach (var _ in client.WatchAsync(WatchScene.Audit))
            {
                Interlocked.Increment(ref states);
            }
        });

        await Eventually.TrueAsync(() => Volatile.Read(ref states) == 1);
        await AdvanceUntilAsync(() => watch.IsCompleted);

        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => watch)).StatusCode);
    }

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.TrueAsync(() =>
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return condition();
    });
}
