using System.Runtime.CompilerServices;

namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>Waits for what other threads bring about.</summary>
internal static class Eventually
{
    // Long enough for a loaded machine; what takes so long will not come.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, $"Within {Limit} this did not come true: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    /// <summary>Tries until it does not fail so any more.</summary>
    public static async Task SucceedsAsync<TException>(Func<Task> attempt)
        where TException : Exception
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await attempt();
                return;
            }
            catch (TException) when (TimeProvider.System.GetElapsedTime(began) < Limit)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            }
        }
    }
}
