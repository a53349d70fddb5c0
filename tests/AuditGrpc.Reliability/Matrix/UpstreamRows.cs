using AuditGrpc.Simulator;
using Grpc.Core;

namespace AuditGrpc.Reliability.Matrix;

/// <summary>AWS fails, throttles, or hangs.</summary>
internal static class UpstreamRows
{
    private const double Storm = 60;

    public static Row[] All { get; } =
    [
        new("1", "AWS answers 500 or 503 to 30 % of calls, 60 s; 1,100 watch, 50 describe a second",
            "≥ 96.5 % OK (three attempts of three fail for 2.7 %); ≤ 1.5 calls each; no watch ends", FailAtTimesAsync),
        new("2", "AWS answers 500 to all calls, 60 s; 1,100 watch", "UNAVAILABLE; no watch ends; recovered ≤ 25 s", FailAlwaysAsync),
        new("3", "AWS throttles all calls, 60 s; 1,100 watch, 50 describe a second",
            "RESOURCE_EXHAUSTED; ≤ 25 calls in any second; no watch ends; recovered ≤ 70 s (four times Watch:MaxPollInterval)",
            ThrottleAsync),
        new("6", "AWS accepts calls and hangs, 30 s; 1,100 watch, 50 describe 21 audits",
            "the caller's deadline holds; ≤ 1 call in flight for each audit; no watch ends; recovered ≤ 25 s", HangAsync),
    ];

    private static async Task<Seen> FailAtTimesAsync()
    {
        await using var world = await World.StartAsync("Sources:default:DescribePerSecond=1000");
        var crowd = await Crowd.GatherAsync(world);
        var others = world.PutAudits(3000, "other");
        world.Aws.Faults.Inject(Failing(500) with { Share = 0.15, Seed = FaultMatrix.Seed });
        // Of those that the first lets pass.
        world.Aws.Faults.Inject(Failing(503) with { Share = 0.15 / 0.85, Seed = FaultMatrix.Seed + 1 });
        var before = world.Reads;
        var answers = new Answers();
        await answers.CountAsync(50, Storm, number => world.DescribeAsync(others[number]));
        // The polls of 21 audits, every two to fifteen seconds, are among them.
        var each = (world.Reads - before) / (double)answers.All;
        var ended = crowd.Ended;
        world.Aws.Faults.Clear();
        var broken = await crowd.FinishAsync();
        var isKept = answers.ShareOf(StatusCode.OK) >= 0.965 && each <= 1.6 && ended == 0 && broken == 0;
        return new Seen($"{answers}; {each:0.00} calls each, polls included; {ended} watches ended; {broken} promises broken", isKept);
    }

    private static async Task<Seen> FailAlwaysAsync()
    {
        await using var world = await World.StartAsync();
        var crowd = await Crowd.GatherAsync(world);
        world.Aws.Faults.Inject(Failing(500));
        var before = world.Reads;
        var answers = new Answers();
        await answers.CountAsync(1, Storm, _ => world.DescribeAsync("another"));
        var reads = world.Reads - before - (3 * answers.All);
        var ended = crowd.Ended;
        world.Aws.Faults.Clear();
        var recovered = await crowd.RecoverAsync();
        var broken = await crowd.FinishAsync();
        // 2, 4, 8, 15, 15... seconds apart, a tenth more or less.
        return new Seen(
            $"{answers}; {reads / 21.0:0.0} polls of each audit; {After(ended, recovered, broken)}",
            answers.ShareOf(StatusCode.Unavailable) == 1 && reads / 21.0 <= 8 && IsFine(ended, recovered, broken, 25));
    }

    private static async Task<Seen> ThrottleAsync()
    {
        await using var world = await World.StartAsync();
        var crowd = await Crowd.GatherAsync(world);
        await World.PassAsync(5);
        world.Aws.Faults.Inject(new Fault { Kind = FaultKind.Throttle });
        world.Aws.Calls.Reset();
        var answers = new Answers();
        await answers.CountAsync(50, Storm, number => world.DescribeAsync($"another-{number}"));
        var most = MostInASecond(world.Aws.Calls.Times("DescribeAuditTask"));
        var ended = crowd.Ended;
        world.Aws.Faults.Clear();
        var recovered = await crowd.RecoverAsync();
        var broken = await crowd.FinishAsync();
        // One more: what was sent in one second can arrive in the next.
        return new Seen(
            $"{answers}; at most {most} calls in a second; {After(ended, recovered, broken)}",
            answers.ShareOf(StatusCode.ResourceExhausted) == 1 && most <= 26 && IsFine(ended, recovered, broken, 70));
    }

    private static async Task<Seen> HangAsync()
    {
        await using var world = await World.StartAsync();
        var crowd = await Crowd.GatherAsync(world);
        await World.PassAsync(16);
        world.Aws.Faults.Inject(new Fault { Kind = FaultKind.Hang });
        var hurried = new Answers();
        var patient = new Answers();
        var most = 0;
        using var watching = new Timer(_ => most = Math.Max(most, world.Upstream.Open), null, 0, 100);
        await Task.WhenAll(
            hurried.CountAsync(10, 30, number => world.DescribeAsync(crowd.Audits[number % 21], TimeSpan.FromSeconds(1))),
            patient.CountAsync(1, 15, number => world.DescribeAsync(crowd.Audits[number % 21])));
        var ended = crowd.Ended;
        world.Aws.Faults.Clear();
        var recovered = await crowd.RecoverAsync();
        var broken = await crowd.FinishAsync();
        // Who joins a read that is about to fail hears of that, before the deadline; and at first there is a state that is still fresh.
        var isOverInTime = hurried.ShareOf(StatusCode.DeadlineExceeded) + hurried.ShareOf(StatusCode.Unavailable) >= 0.98;
        var isKept = isOverInTime && patient.ShareOf(StatusCode.Unavailable) == 1
            && most <= 21 && IsFine(ended, recovered, broken, 25);
        return new Seen(
            $"with a deadline of 1 s {hurried}, without {patient}; at most {most} connections for 21 audits; "
            + After(ended, recovered, broken),
            isKept);
    }

    private static string After(int ended, TimeSpan recovered, int broken) =>
        $"{ended} watches ended; recovered in {recovered.TotalSeconds:0.0} s; {broken} promises broken";

    private static bool IsFine(int ended, TimeSpan recovered, int broken, double seconds) =>
        ended == 0 && broken == 0 && recovered.TotalSeconds <= seconds;

    private static Fault Failing(int status) => new() { Kind = FaultKind.Error, Status = status, Code = "InternalFailureException" };

    private static int MostInASecond(IReadOnlyList<DateTimeOffset> times) => times
        .Select((time, index) => times.Skip(index).TakeWhile(other => other - time < TimeSpan.FromSeconds(1)).Count())
        .DefaultIfEmpty().Max();
}
