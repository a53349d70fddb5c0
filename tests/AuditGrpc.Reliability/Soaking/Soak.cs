namespace AuditGrpc.Reliability.Soaking;

/// <summary>
/// Two thousand watch audits that come, run for a minute, and finish, while AWS and the network fail at random. What everybody saw is
/// written down, and checked when it is over.
/// </summary>
internal static class Soak
{
    private const int Watchers = 2000;
    private const int Audits = 20;

    public static async Task<bool> RunAsync(TimeSpan length, int seed)
    {
        var folder = $"artifacts/soak/{seed}";
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        Console.WriteLine($"seed {seed}, {length.TotalMinutes} minutes, {Watchers} watchers of {Audits} audits; histories in {folder}");
        // Nothing is left of an audit ten seconds after it: what grows would be a leak.
        await using var world = await World.StartAsync("Describe:KeptAudits=100");
        using var over = new CancellationTokenSource();
        var recorder = new Recorder(folder);
        var samples = new Samples(world, recorder);
        var mayhem = new Mayhem(world, new Random(seed));
        var series = Enumerable.Range(0, Audits).Select(number => new AuditSeries(world, recorder, number, Watchers / Audits)).ToList();
        Task[] running = [mayhem.RunAsync(over.Token), samples.RunAsync(over.Token), .. series.Select(one => one.RunAsync(over.Token))];

        await World.PassAsync(length.TotalSeconds);
        await over.CancelAsync();
        await Task.WhenAll(running);

        var verdict = await recorder.CheckAsync();
        var (slope, files) = samples.Judge();
        Console.WriteLine($"faults: {mayhem.Summary}");
        var missed = series.Sum(one => one.Missed);
        Console.WriteLine($"audits: {series.Sum(one => one.Finished)} finished; watchers who did not see the end: {missed}");
        Console.WriteLine($"watches: {verdict.Histories}, messages: {verdict.Messages}, ends: {verdict.Ends}");
        Console.WriteLine($"promises broken: {verdict.Broken}");
        Console.WriteLine($"resident set: {slope:+0.0;-0.0} MB an hour after the first quarter; open files: {files}");
        return verdict.Broken == 0 && missed == 0;
    }
}
