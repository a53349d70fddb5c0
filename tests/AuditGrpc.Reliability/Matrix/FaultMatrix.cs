using AuditGrpc.EndToEnd.Tests.Fuzzing;

namespace AuditGrpc.Reliability.Matrix;

/// <summary>The rows that take a real process or minutes; the others are tests.</summary>
internal static class FaultMatrix
{
    /// <summary>Chooses what chance decides in every row.</summary>
    public static readonly int Seed = FuzzSeed.Value;

    private static readonly Row[] _rows =
        [.. UpstreamRows.All, .. ConnectionRows.All, .. NameRows.All, .. CallerRows.All, .. ProcessRows.All, .. FuzzRows.All];

    /// <summary>Runs rows, all if none is named, and prints what was seen; says whether every promise was kept.</summary>
    public static async Task<bool> RunAsync(IReadOnlyCollection<string> numbers)
    {
        Console.WriteLine($"seed {Seed}");
        List<string> lines = ["| row | injected | promised | seen | verdict |", "|---|---|---|---|---|"];
        var areKept = true;
        foreach (var row in _rows.Where(row => numbers.Count == 0 || numbers.Contains(row.Number)))
        {
            Console.WriteLine($"row {row.Number}: {row.Injected}");
            var seen = await SeeAsync(row);
            areKept &= seen.IsKept;
            lines.Add($"| {row.Number} | {row.Injected} | {row.Promised} | {seen.Text} | {seen.Verdict} |");
            Console.WriteLine(lines[^1]);
        }

        Console.WriteLine();
        lines.ForEach(Console.WriteLine);
        Directory.CreateDirectory("artifacts/faults");
        await File.WriteAllLinesAsync("artifacts/faults/matrix.md", lines);
        return areKept;
    }

    /// <summary>A row that fails on the way is one that is not kept; the others are still run.</summary>
    private static async Task<Seen> SeeAsync(Row row)
    {
        try
        {
            return await row.RunAsync();
        }
        catch (Exception exception)
        {
            return new Seen($"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}", IsKept: false);
        }
    }
}
