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
}
