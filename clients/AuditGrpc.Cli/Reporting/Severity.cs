using AuditGrpc.Cli.Output;
using AuditGrpc.V1;

namespace AuditGrpc.Cli.Reporting;

/// <summary>How severe findings are, in AWS's word. The gravest comes first; one without a value of its own comes last.</summary>
internal sealed record Severity(AuditFindingSeverity Value, string Word) : IComparable<Severity>
{
    public static readonly Severity Unknown = new(AuditFindingSeverity.Unspecified, "UNKNOWN");

    public static readonly IReadOnlyList<Severity> Known =
    [
        .. new[] { AuditFindingSeverity.Critical, AuditFindingSeverity.High, AuditFindingSeverity.Medium, AuditFindingSeverity.Low }
            .Select(value => new Severity(value, Words.Of(value)!)),
    ];

    private int Rank => Value == AuditFindingSeverity.Unspecified ? int.MaxValue : (int)Value;

    public static Severity Of(AuditFinding finding) => Words.Of(finding) is { } word ? new(finding.Severity, word) : Unknown;

    public static Severity Of(AuditCheck check) => Words.Of(check.Severity) is { } word ? new(check.Severity, word) : Unknown;

    public int CompareTo(Severity? other) =>
        other is null ? 1 : Rank != other.Rank ? Rank.CompareTo(other.Rank) : string.CompareOrdinal(Word, other.Word);
}

/// <summary>How many findings there are of one severity, and how many more are suppressed.</summary>
internal sealed record SeverityCount(Severity Severity, int Findings, int Suppressed);
