using AuditGrpc.EndToEnd.Tests.Abuse;

namespace AuditGrpc.Benchmarks.Abuse;

/// <summary>An attack from many connections, over and over, until it is called off.</summary>
internal sealed class Siege : IAsyncDisposable
{
    private const int Attackers = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _attackers;

    public Siege(Attack attack, Uri address) =>
        _attackers = Task.WhenAll(Enumerable.Range(0, Attackers).Select(_ => Task.Run(() => AttackAsync(attack, address))));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _attackers;
        _end.Dispose();
    }

    private async Task AttackAsync(Attack attack, Uri address)
    {
        var connections = new List<RawHttp2>();
        while (!_end.IsCancellationRequested)
        {
            connections.Add(await attack.RunAsync(address));
            await Task.Delay(Pause, TimeProvider.System, _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        connections.ForEach(connection => connection.Dispose());
    }
}
