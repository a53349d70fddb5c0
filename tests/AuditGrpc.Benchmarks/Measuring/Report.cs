using System.Text.Json;

namespace AuditGrpc.Benchmarks.Measuring;

/// <summary>The table on the terminal, and everything measured as JSON.</summary>
internal sealed record Report(string Benchmark, DateTimeOffset Date, int Processors, string Runtime, IReadOnlyList<Comparison> Comparisons)
{
    private static readonly string[] Head = ["measure", "baseline", "AuditGrpc", "AuditGrpc / baseline", "to reach"];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Report Of(string benchmark, params IReadOnlyList<Comparison> comparisons) => new(
        benchmark, TimeProvider.System.GetUtcNow(), Environment.ProcessorCount, $".NET {Environment.Version}", comparisons);

    public async Task PublishAsync()
    {
        string[][] rows = [Head, .. Comparisons.Select(comparison => comparison.Row())];
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => cell.PadRight(rows.Max(other => other[column].Length)));
            Console.WriteLine(string.Join("  ", cells).TrimEnd());
        }

        Console.WriteLine("Each figure: median (minimum to maximum). The ratio is taken pair by pair.");
        var path = Path.Combine("artifacts", "bench", $"{Benchmark}-{Date:yyyy-MM-dd}.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(this, Json));
        Console.WriteLine($"All measurements: {path}");
    }
}
