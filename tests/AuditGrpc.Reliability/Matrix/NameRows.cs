using System.Net;
using AuditGrpc.EndToEnd.Tests.Chaos;
using Grpc.Core;

namespace AuditGrpc.Reliability.Matrix;

/// <summary>AWS's name resolves no more, or to another address.</summary>
internal static class NameRows
{
    private const double Outage = 30;
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static Row[] All { get; } =
    [
        new("8", "AWS's name server fails for 30 s, is silent for 30 s; then the name has another address; 1,100 watch",
            "UNAVAILABLE; no watch ends; recovered ≤ 25 s, ≤ 35 s after silence (a lookup that has begun takes 10 s to fail); "
            + "every connection at the new address ≤ 5 min 20 s",
            LoseNameAsync),
    ];

    private static async Task<Seen> LoseNameAsync()
    {
        using var resolver = Resolver.TryStart();
        if (resolver is null || !await CanLaunchAsync(resolver))
        {
            return Seen.Skipped("needs root: port 53, and a mount namespace of the server's own");
        }

        await using var before = new ChaosProxy();
        var port = before.Address.Port;
        await using var after = new ChaosProxy(at: new Uri($"http://127.0.0.2:{port}"));
        await using var world = await World.StartAsync(resolver.Launcher, [$"Sources:default:ServiceUrl=http://aws.test:{port}"]);
        before.Target = after.Target = world.Aws.ServiceUrl;
        var crowd = await Crowd.GatherAsync(world);
        var answers = new Answers();

        var failed = await LoseAsync(Resolver.Mood.Fails, progress: 2);
        var silent = await LoseAsync(Resolver.Mood.IsSilent, progress: 3);
        resolver.Address = IPAddress.Parse("127.0.0.2");
        var moved = await World.WaitAsync(ConnectionLifetime * 2, () => before.Open == 0 && after.Open > 0);
        var ended = crowd.Ended;
        var broken = await crowd.FinishAsync();
        return new Seen(
            $"{answers}; everybody had the next state {failed.TotalSeconds:0.0} s after the failures, {silent.TotalSeconds:0.0} s after "
            + $"the silence; all connections moved after {moved.TotalSeconds:0} s; {ended} watches ended; {broken} promises broken",
            answers.ShareOf(StatusCode.Unavailable) == 1 && failed.TotalSeconds <= 25 && silent.TotalSeconds <= 35
                && moved <= ConnectionLifetime + TimeSpan.FromSeconds(20) && ended == 0 && broken == 0);

        async Task<TimeSpan> LoseAsync(Resolver.Mood mood, int progress)
        {
            resolver.Now = mood;
            // Those that are open need no name.
            before.ResetAll();
            await answers.CountAsync(1, Outage, _ => world.DescribeAsync("another"));
            resolver.Now = Resolver.Mood.Answers;
            return await crowd.RecoverAsync(progress);
        }
    }

    private static async Task<bool> CanLaunchAsync(Resolver resolver)
    {
        using var trial = System.Diagnostics.Process.Start(resolver.Launcher[0], [.. resolver.Launcher.Skip(1), "true"]);
        await trial.WaitForExitAsync();
        return trial.ExitCode == 0;
    }
}
