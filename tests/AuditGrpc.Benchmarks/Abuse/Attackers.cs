using System.Diagnostics;
using System.Globalization;
using AuditGrpc.Benchmarks.Processes;
using AuditGrpc.EndToEnd.Tests.Abuse;

namespace AuditGrpc.Benchmarks.Abuse;

/// <summary>
/// Those who misuse HTTP/2, in a process of their own which is as nice as can be: the processor time that they need for themselves is
/// not to be that of the server and of those who behave, as it is not where they have a machine of their own.
/// </summary>
internal sealed class Attackers : MeasuredProcess
{
    public const string Command = "attackers";

    private const string End = "end";
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private Attackers(Process process)
        : base(process) => _process = process;

    public static async Task<Attackers> StartAsync(Uri address)
    {
        var attackers = new Attackers(Process.Start(
            new ProcessStartInfo("nice", ["-n", "19", "dotnet", typeof(Attackers).Assembly.Location, Command, address.ToString()])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!);
        await attackers.AnswerAsync();
        return attackers;
    }

    /// <summary>What that process does: begins and ends what it reads the names of, and says how many connections it has made.</summary>
    public static async Task RunAsync(Uri address)
    {
        Console.WriteLine(Attack.All.Count);
        while (Console.ReadLine() is { } name)
        {
            int attempts;
            await using (var siege = new Siege(Attack.All.Single(attack => attack.Name == name), address))
            {
                Console.ReadLine();
                attempts = siege.Attempts;
            }

            Console.WriteLine(attempts);
        }
    }

    public Task BeginAsync(Attack attack) => _process.StandardInput.WriteLineAsync(attack.Name);

    /// <summary>Returns how many connections were made since the beginning.</summary>
    public async Task<int> EndAsync()
    {
        await _process.StandardInput.WriteLineAsync(End);
        return await AnswerAsync();
    }

    private async Task<int> AnswerAsync() =>
        int.Parse(await _process.StandardOutput.ReadLineAsync().WaitAsync(AnswerLimit) ?? "", CultureInfo.InvariantCulture);
}
