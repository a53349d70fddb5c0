using System.Security.Cryptography;
using System.Text;

namespace AuditGrpc.Simulator;

/// <summary>
/// The findings that follow from an audit: for each check that has finished as many as it counted, and after those the
/// suppressed ones, which AWS counts beside them.
/// </summary>
internal sealed class AuditFindings(string accountAndRegion, Fleet fleet, KeptAudit audit)
{
    /// <summary>More than these of one check, and of its suppressed ones, are counted but cannot be had.</summary>
    public const int MaxPerCheck = 10_000;

    public IEnumerable<(string FindingId, Func<FindingState> Build)> Of(string? onlyCheck = null)
    {
        var checks = (audit.State.AuditDetails ?? new Dictionary<string, CheckState>()).OrderBy(check => check.Key, StringComparer.Ordinal);
        foreach (var (place, (checkName, check)) in checks.Index())
        {
            if (check.CheckRunStatus is not (AuditWords.CompletedCompliant or AuditWords.CompletedNonCompliant)
                || (onlyCheck ?? checkName) != checkName)
            {
                continue;
            }

            var plain = Limited(check.NonCompliantResourcesCount);
            var all = plain + Limited(check.SuppressedNonCompliantResourcesCount);
            for (var i = 0; i < all; i++)
            {
                var (number, findingId) = (i, Id(checkName, i));
                yield return (findingId, () => Build(findingId, checkName, number, all, place) with { IsSuppressed = number >= plain });
            }
        }
    }

    private FindingState Build(string findingId, string checkName, int number, int all, int place)
    {
        var facts = CheckFacts.Of(checkName);
        var reason = facts.ReasonCodes[number % facts.ReasonCodes.Count];
        return new()
        {
            FindingId = findingId,
            TaskId = audit.TaskId,
            CheckName = checkName,
            TaskStartTime = audit.State.TaskStartTime,
            FindingTime = Time(place, (number + 1) / (all + 1.0)),
            Severity = facts.Severity,
            NonCompliantResource = fleet.NonCompliant(checkName, number, reason, audit.StartTime),
            RelatedResources = fleet.Related(checkName, number, audit.StartTime),
            ReasonForNonCompliance = ReasonTexts.Of(reason),
            ReasonForNonComplianceCode = reason,
        };
    }

    /// <summary>
    /// Some time while the check ran; in whole milliseconds, because AWS tells no more, and callers ask with what they were told.
    /// </summary>
    private DateTimeOffset Time(int place, double progress)
    {
        var (begins, finishes) = AuditScript.RunOf(place, audit.State.AuditDetails!.Count);
        var time = audit.StartTime + audit.Duration * (begins + (finishes - begins) * progress);
        return DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
    }

    private string Id(string checkName, int number)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{accountAndRegion} {audit.TaskId} {checkName} {number}"));
        return new Guid(hash.AsSpan(..16)).ToString();
    }

    private static int Limited(long? count) => (int)Math.Clamp(count ?? 0, 0, MaxPerCheck);
}
