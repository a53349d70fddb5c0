using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Server.Security;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Security;

/// <summary>What a caller has shown does not hold for longer than it is valid.</summary>
public sealed class ExpiryTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(Principal.Token, 30)]
    [InlineData(Principal.Certificate, 0)]
    public async Task Watch_WhatItsCallerHasShownExpires_EndsUnauthenticated(string proof, int skewInSeconds)
    {
        await using var scene = await SecureScene.StartAsync(_time);
        scene.Server.Aws.Audits.Put(WatchScene.Audit, WatchScene.StateOf(1));
        var client = proof == Principal.Token
            ? scene.ClientWith(scene.Issuer.Token("operators", to: Lifetime))
            : scene.ClientWith(scene.ClientCa.Issue(Callers.Operator, to: Lifetime));
        using var call = client.WatchAuditTask(new WatchAuditTaskRequest { TaskId = WatchScene.Audit });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var ended = EndOf(call);

        for (var left = Lifetime + TimeSpan.FromSeconds(skewInSeconds - 2); left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await client.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = WatchScene.Audit });
        Assert.False(ended.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(4));
        var end = await ended;
        Assert.Equal(StatusCode.Unauthenticated, end.StatusCode);
        Assert.Equal(ErrorReason.Unauthenticated, new ErrorDetails(end).Reason);
        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = WatchScene.Audit }));
        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
    }

    [Fact]
    public async Task Call_OnAnOpenConnectionOfACaThatWasTakenAway_IsUnauthenticated()
    {
        await using var scene = await SecureScene.StartAsync(_time);
        var client = scene.ClientWith(scene.ClientCa.Issue(Callers.Operator));
        await client.ListAuditTasksAsync(ThisWeek());

        await File.WriteAllTextAsync(scene.PathOf("client-ca.pem"), new TestAuthority(_time.GetUtcNow(), "another CA").Pem);
        _time.Advance(TimeSpan.FromSeconds(10));

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await client.ListAuditTasksAsync(ThisWeek()));
        Assert.Equal(ErrorReason.Unauthenticated, new ErrorDetails(refusal).Reason);
    }

    [Fact]
    public async Task Call_WithATokenWhoseKeyTheIssuerHasTakenAway_IsUnauthenticated()
    {
        await using var scene = await SecureScene.StartAsync(_time);
        var token = scene.Issuer.Token("operators", to: TimeSpan.FromHours(3));
        await scene.ClientWith(token).ListAuditTasksAsync(ThisWeek());

        scene.Issuer.Rotate();
        _time.Advance(TimeSpan.FromMinutes(61));
        // The first call after an hour still goes by what is known, and has it asked for anew.
        await scene.ClientWith(token).ListAuditTasksAsync(ThisWeek());
        await Eventually.TrueAsync(() => scene.Issuer.Asked == 2);

        await Eventually.TrueAsync(() =>
        {
            try
            {
                scene.ClientWith(token).ListAuditTasks(ThisWeek());
                return false;
            }
            catch (RpcException refusal)
            {
                return refusal.StatusCode == StatusCode.Unauthenticated;
            }
        });
    }

    [Fact]
    public async Task Call_WithManyUnknownKeys_AsksTheIssuerOnceInAWhile()
    {
        await using var scene = await SecureScene.StartAsync(_time);

        for (var attempt = 0; attempt < 20; attempt++)
        {
            await Assert.ThrowsAsync<RpcException>(async () =>
                await scene.ClientWith(scene.Issuer.Token("operators", keyId: $"unknown-{attempt}")).ListAuditTasksAsync(ThisWeek()));
        }

        Assert.Equal(1, scene.Issuer.Asked);
    }

    [Fact]
    public async Task Call_WhileTheIssuerCannotBeReached_IsUnauthenticatedUntilItCan()
    {
        await using var scene = await SecureScene.StartAsync(_time);
        scene.Issuer.IsBroken = true;
        var client = scene.ClientWith(scene.Issuer.Token("operators"));

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await client.ListAuditTasksAsync(ThisWeek()));
        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
        Assert.Contains("issuer cannot be reached", refusal.Status.Detail, StringComparison.Ordinal);

        scene.Issuer.IsBroken = false;
        _time.Advance(TimeSpan.FromSeconds(10));
        await client.ListAuditTasksAsync(ThisWeek());
    }

    private static async Task<RpcException> EndOf(AsyncServerStreamingCall<WatchAuditTaskResponse> call) =>
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None))
            {
            }
        });

    private ListAuditTasksRequest ThisWeek() => new()
    {
        StartTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(_time.GetUtcNow().AddDays(-7)),
        EndTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(_time.GetUtcNow()),
    };
}
