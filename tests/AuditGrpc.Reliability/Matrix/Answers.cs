using System.Collections.Concurrent;
using Grpc.Core;

namespace AuditGrpc.Reliability.Matrix;

/// <summary>How calls were answered.</summary>
internal sealed class Answers
{
    private readonly ConcurrentDictionary<StatusCode, int> _counts = new();

    public int All => _counts.Values.Sum();

    public double ShareOf(StatusCode code) => _counts.GetValueOrDefault(code) / (double)Math.Max(1, All);

    public async Task CountAsync(Func<Task> call)
    {
        var code = StatusCode.OK;
        try
        {
            await call();
        }
        catch (RpcException failure)
        {
            code = failure.StatusCode;
        }

        _counts.AddOrUpdate(code, 1, (_, count) => count + 1);
    }

    /// <summary>Makes so many calls in a second, for a while.</summary>
    public async Task CountAsync(double perSecond, double seconds, Func<int, Task> call)
    {
        var calls = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / perSecond), TimeProvider.System);
        for (var number = 0; number < perSecond * seconds; number++)
        {
            await timer.WaitForNextTickAsync();
            var mine = number;
            calls.Add(CountAsync(() => call(mine)));
        }

        await Task.WhenAll(calls);
    }

    public override string ToString() =>
        string.Join(", ", _counts.OrderBy(count => count.Key).Select(count => $"{count.Value} {count.Key}"));
}
