using System.Net;
using AuditGrpc.EndToEnd.Tests.Abuse;

namespace AuditGrpc.Benchmarks.Abuse;

/// <summary>An attack from many connections, over and over, whatever became of those before, until it is called off.</summary>
internal sealed class Siege : IAsyncDisposable
{
    private const int Count = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    // Another address than that of those who behave: they are on another machine.
    private static readonly IPAddress From = IPAddress.Parse("127.0.0.2");

    private readonly CancellationTokenSource _end = new();
    private readonly Task<List<Task<RawHttp2>>[]> _attackers;
    private int _attempts;

    public Siege(Attack attack, Uri address) =>
        _attackers = Task.WhenAll(Enumerable.Range(0, Count).Select(_ => Task.Run(() => AttackAsync(attack, address))));

    /// <summary>How many connections it has made, or tried to.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (var connection in await Task.WhenAll((await _attackers).SelectMany(ofOne => ofOne)))
        {
            connection.Dispose();
        }

        _end.Dispose();
    }

    private async Task<List<Task<RawHttp2>>> AttackAsync(Attack attack, Uri address)
    {
        var connections = new List<Task<RawHttp2>>();
        while (!_end.IsCancellationRequested)
        {
            Interlocked.Increment(ref _attempts);
            connections.Add(attack.RunAsync(address, From, _end.Token));
            await Task.Delay(Pause, TimeProvider.System, _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        return connections;
    }
}
