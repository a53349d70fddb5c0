using AuditGrpc.Benchmarks.Measuring;

namespace AuditGrpc.Benchmarks.Limiting;

/// <summary>A load with something on, against the same load with everything off.</summary>
internal sealed class LoadComparison(string what, DescribeLoad load, string requestsToReach = "", string timeToReach = "") : IDisposable
{
    private readonly Comparison _perSecond = new($"describes with {what}, requests/s", "off", requestsToReach, "0");
    private readonly Comparison _alone = new("the same: one call after another, µs/call", "off", timeToReach, "0");
    private readonly Comparison _processor = new("the same: the server's processor time, µs/request", "off", "", "0.0");

    public IReadOnlyList<Comparison> Measures => [_perSecond, _alone, _processor];

    public async Task MeasureAsync(LoadFigures ofOff, bool counts)
    {
        var ofOn = await load.MeasureAsync();
        if (counts)
        {
            _perSecond.Add(ofOff.PerSecond, ofOn.PerSecond);
            _alone.Add(ofOff.Alone, ofOn.Alone);
            _processor.Add(ofOff.Processor, ofOn.Processor);
        }
    }

    public void Dispose() => load.Dispose();
}
