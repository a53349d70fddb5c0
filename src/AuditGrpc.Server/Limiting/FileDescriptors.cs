using System.Globalization;
using AuditGrpc.Server.Hosting;

namespace AuditGrpc.Server.Limiting;

/// <summary>
/// The file descriptors of this process, of which some are not for callers. Without a single one the runtime can start no thread, and
/// ends the process where it needs another one.
/// </summary>
internal static class FileDescriptors
{
    /// <summary>So few that they are refused: the server has some 300 files open at its start.</summary>
    private const int Fewest = 1_024;

    /// <summary>What is kept for the runtime, its own files, calls to AWS and monitoring; of few, half.</summary>
    private const int Reserve = 1_024;

    private const string Limits = "/proc/self/limits";
    private const string MaxOpenFiles = "Max open files";

    /// <summary>How many there may be at once; nothing where the system does not say.</summary>
    public static int? Limit { get; } = File.Exists(Limits) ? LimitIn(File.ReadLines(Limits)) : null;

    /// <param name="limits">The limits of a process, as Linux writes them: a name, what holds now, what it may be raised to, a unit.</param>
    public static int? LimitIn(IEnumerable<string> limits)
    {
        var line = limits.FirstOrDefault(line => line.StartsWith(MaxOpenFiles, StringComparison.Ordinal));
        var now = line?[MaxOpenFiles.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return int.TryParse(now, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }

    /// <summary>How many connections there may be of those that are wished for.</summary>
    /// <exception cref="SettingsException">There are too few descriptors for any.</exception>
    public static int Allow(int connections, int? limit) => limit switch
    {
        null => connections,
        < Fewest => throw new SettingsException(
            $"The limit of open files (ulimit -n, LimitNOFILE) is {limit}: must be {Fewest} or more."),
        { } descriptors => Math.Min(connections, descriptors - Math.Min(Reserve, descriptors / 2)),
    };
}
