using AuditGrpc.V1;

namespace AuditGrpc.Server.Checking;

/// <summary>Guesses which check a name that is none was meant for.</summary>
internal static class NearestName
{
    // A third of the longer name may differ: beyond that, what is nearest is no longer alike.
    private const int Likeness = 3;

    /// <param name="wrong">The name.</param>
    /// <param name="checks">The account's checks.</param>
    /// <returns>The name of a check; nothing if none is like it, or if it is a check's name as it stands.</returns>
    public static string? Of(string wrong, IReadOnlyCollection<AuditCheck> checks)
    {
        var names = checks.Select(check => KeyValuePair.Create(check.CheckName, check.CheckName)).Concat(KnownChecks.Names);
        var name = wrong.ToUpperInvariant();
        // Ties go to the first, so the same mistake has the same answer every time.
        var nearest = names
            .Select(candidate => (Name: candidate.Value, Distance: Distance(name, candidate.Key), candidate.Key.Length))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .First();
        var isAlike = nearest.Distance <= Math.Max(name.Length, nearest.Length) / Likeness;
        return isAlike && nearest.Name != wrong ? nearest.Name : null;
    }

    /// <summary>How many letters must be put in, left out or replaced, or swapped with their neighbour, to make one name the other.</summary>
    public static int Distance(string from, string to)
    {
        var (before, last, row) = (new int[to.Length + 1], Enumerable.Range(0, to.Length + 1).ToArray(), new int[to.Length + 1]);
        for (var i = 1; i <= from.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = last[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, 1 + Math.Min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, last, row) = (last, row, before);
        }

        return last[to.Length];
    }
}
