using System.Security.Cryptography.X509Certificates;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.EndToEnd.Tests.Watching;
using AuditGrpc.Simulator;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Security;

/// <summary>Certificates and keys are replaced while calls are open.</summary>
public sealed class RotationTests
{
    private const int Connections = 20;
    private const int WatchesOfEach = 50;
    private static readonly TimeSpan ReloadInterval = TimeSpan.FromSeconds(10);
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Rotation_UnderAThousandWatches_BreaksNoneAndNewConnectionsUseTheNew()
    {
        await using var scene = await SecureScene.StartAsync(_time);
        scene.Server.Aws.Audits.Put(WatchScene.Audit, WatchScene.StateOf(1));
        var certificates = new List<string>();
        var watches = Enumerable.Range(0, Connections)
            .Select(number => number % 2 == 0
                ? scene.Connect(TestAuthority.Shown(scene.ClientCa.Issue(Callers.Operator)), null, Keep)
                : scene.Connect(null, $"Bearer {scene.Issuer.Token("operators")}", Keep))
            .SelectMany(channel => Enumerable.Repeat(new AuditService.AuditServiceClient(channel), WatchesOfEach))
            .Select(client => new OpenWatch(client))
            .ToList();
        await Eventually.TrueAsync(() => watches.TrueForAll(watch => watch.Progress == 1));
        var before = Assert.Single(certificates.Distinct());
        Assert.Equal(Connections, certificates.Count);

        var after = scene.RenewServerCertificate().Thumbprint;
        var oldToken = scene.Issuer.Token("operators", subject: "not seen before");
        scene.Issuer.Rotate();
        _time.Advance(ReloadInterval);

        // Both are in use for whoever comes now,
        certificates.Clear();
        var newcomer = new AuditService.AuditServiceClient(scene.Connect(null, $"Bearer {scene.Issuer.Token("operators")}", Keep));
        await newcomer.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = WatchScene.Audit });
        Assert.Equal([after], certificates);
        Assert.NotEqual(before, after);
        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await scene.ClientWith(oldToken).DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = WatchScene.Audit }));
        Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);

        // and those who were there before see the next state.
        scene.Server.Aws.Audits.Put(WatchScene.Audit, WatchScene.StateOf(2));
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return watches.TrueForAll(watch => watch.Progress == 2 || watch.End.IsCompleted);
        });
        Assert.DoesNotContain(watches, watch => watch.End.IsCompleted);
        watches.ForEach(watch => watch.Dispose());

        void Keep(X509Certificate2 certificate)
        {
            lock (certificates)
            {
                certificates.Add(certificate.Thumbprint);
            }
        }
    }

    [Fact]
    public async Task Reload_OfFilesThatAreBroken_KeepsWhatWasThere()
    {
        await using var scene = await SecureScene.StartAsync(_time);
        var client = scene.ClientCa.Issue(Callers.Operator);

        await File.WriteAllTextAsync(scene.PathOf("tls.key"), "nonsense");
        await File.WriteAllTextAsync(scene.PathOf("client-ca.pem"), client.ExportCertificatePem());
        _time.Advance(ReloadInterval);

        await scene.ClientWith(client).DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented });

        // What is whole again is used again.
        var renewed = scene.RenewServerCertificate().Thumbprint;
        _time.Advance(ReloadInterval);
        var seen = "";
        var channel = scene.Connect(TestAuthority.Shown(client), null, certificate => seen = certificate.Thumbprint);
        await new AuditService.AuditServiceClient(channel).DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = SimulatedAudits.Documented });
        Assert.Equal(renewed, seen);
    }

    private sealed class OpenWatch : IDisposable
    {
        private readonly AsyncServerStreamingCall<WatchAuditTaskResponse> _call;
        private long _progress;

        public OpenWatch(AuditService.AuditServiceClient client)
        {
            _call = client.WatchAuditTask(new WatchAuditTaskRequest { TaskId = WatchScene.Audit });
            End = ReadAsync();
        }

        public long Progress => Volatile.Read(ref _progress);

        public Task End { get; }

        public void Dispose() => _call.Dispose();

        private async Task ReadAsync()
        {
            while (await _call.ResponseStream.MoveNext(CancellationToken.None))
            {
                if (_call.ResponseStream.Current.AuditTask is { } state)
                {
                    Volatile.Write(ref _progress, state.AuditDetails.Values.Single().TotalResourcesCount);
                }
            }
        }
    }
}
