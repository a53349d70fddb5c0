namespace AuditGrpc.Benchmarks.Measuring;

/// <summary>One measure of this server and of a baseline, taken in turns.</summary>
/// <param name="measure">What is measured, with its unit.</param>
/// <param name="baseline">What this server is compared with.</param>
/// <param name="toReach">What is good enough.</param>
/// <param name="format">How a measurement is printed.</param>
internal sealed class Comparison(string measure, string baseline, string toReach, string format)
{
    private readonly List<double> _ofBaseline = [];
    private readonly List<double> _ofOurs = [];

    public string Measure => measure;

    public string Baseline => baseline;

    public string ToReach => toReach;

    public IReadOnlyList<double> BaselineMeasurements => _ofBaseline;

    public IReadOnlyList<double> OurMeasurements => _ofOurs;

    public Spread OfBaseline => Spread.Of(_ofBaseline);

    public Spread OfOurs => Spread.Of(_ofOurs);

    /// <summary>Ours divided by the baseline's, pair by pair: what slowed the machine down for a while slowed both of a pair.</summary>
    public Spread Ratio => Spread.Of(_ofOurs.Zip(_ofBaseline, (ours, baseline) => ours / baseline));

    public void Add(double ofBaseline, double ofOurs)
    {
        _ofBaseline.Add(ofBaseline);
        _ofOurs.Add(ofOurs);
    }

    public string[] Row() =>
        [measure, $"{baseline}: {OfBaseline.ToString(format)}", OfOurs.ToString(format), Ratio.ToString("0.00"), toReach];
}
