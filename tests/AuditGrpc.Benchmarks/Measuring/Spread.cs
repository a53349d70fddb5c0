namespace AuditGrpc.Benchmarks.Measuring;

/// <summary>What is told of many measurements.</summary>
internal sealed record Spread(double Median, double Min, double Max)
{
    public static Spread Of(IEnumerable<double> measurements)
    {
        double[] sorted = [.. measurements.Order()];
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }

    public string ToString(string format) =>
        FormattableString.Invariant($"{Median.ToString(format)} ({Min.ToString(format)} to {Max.ToString(format)})");
}
