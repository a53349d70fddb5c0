namespace AuditGrpc.Reliability.Soaking;

/// <summary>What a process holds, every ten seconds.</summary>
internal sealed class Samples(World world, Recorder recorder)
{
    private readonly List<(double Hours, double Megabytes, int Files)> _samples = [];

    public async Task RunAsync(CancellationToken over)
    {
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, over);
                var hours = TimeProvider.System.GetElapsedTime(began).TotalHours;
                _samples.Add((hours, world.Server.ResidentSet / 1e6, world.Files));
                if (_samples.Count % 6 == 0)
                {
                    var now = TimeProvider.System.GetUtcNow();
                    Console.WriteLine($"{now:HH:mm:ss} {_samples[^1].Megabytes:0} MB, {_samples[^1].Files} open files");
                }

                await recorder.WriteAsync();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>The slope of the resident set, in megabytes an hour, and the range of open files, both after the first quarter.</summary>
    public (double Slope, string Files) Judge()
    {
        var settled = _samples.Skip(_samples.Count / 4).ToList();
        var (hours, megabytes) = (settled.Average(sample => sample.Hours), settled.Average(sample => sample.Megabytes));
        var slope = settled.Sum(sample => (sample.Hours - hours) * (sample.Megabytes - megabytes))
            / settled.Sum(sample => Math.Pow(sample.Hours - hours, 2));
        return (slope, $"{settled.Min(sample => sample.Files)} to {settled.Max(sample => sample.Files)}");
    }
}
