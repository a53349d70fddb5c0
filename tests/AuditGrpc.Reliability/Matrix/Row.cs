namespace AuditGrpc.Reliability.Matrix;

/// <summary>A row of the fault matrix.</summary>
/// <param name="Number">As in docs/reliability.md.</param>
/// <param name="Injected">What goes wrong.</param>
/// <param name="Promised">What happens then, and no more.</param>
/// <param name="RunAsync">Does it, and says what was seen.</param>
internal sealed record Row(string Number, string Injected, string Promised, Func<Task<Seen>> RunAsync);

/// <summary>What was seen of a row.</summary>
/// <param name="Text">The figures.</param>
/// <param name="IsKept">Whether they are as promised.</param>
internal sealed record Seen(string Text, bool IsKept)
{
    /// <summary>What the table says of it.</summary>
    public string Verdict { get; private init; } = IsKept ? "kept" : "BROKEN";

    /// <summary>The machine does not allow it.</summary>
    public static Seen Skipped(string reason) => new(reason, IsKept: true) { Verdict = "skipped" };
}
