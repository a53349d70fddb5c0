using AuditGrpc.Server.Checking;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;

namespace AuditGrpc.Server.Starting;

/// <summary>Says which checks AWS refused: AWS itself says no more than that it did not accept the request.</summary>
internal static class RefusedChecks
{
    private const string Field = "target_check_names";

    // An error travels in a header, which has little room.
    private const int MostNamed = 5;

    public static async Task<AuditFailure> ExplainAsync(Source source, IReadOnlySet<string> checkNames, AuditFailure refusal)
    {
        try
        {
            var checks = await source.Api.ListChecksAsync(ReadPolicy.Call, CancellationToken.None);
            var enabled = checks.Where(check => check.Enabled).Select(check => check.CheckName);
            var refused = checkNames.Except(enabled).Order(StringComparer.Ordinal).ToList();
            if (refused.Count > 0)
            {
                var named = refused.Take(MostNamed).Select(name =>
                    NearestName.Of(name, checks) is { } meant ? $"{name} (did you mean {meant}?)" : name);
                var more = refused.Count > MostNamed ? $", and {refused.Count - MostNamed} more" : "";
                return AuditFailure.InvalidField(
                    Field, $"must be enabled for the account; not enabled: {string.Join(", ", named)}{more}", refusal);
            }
        }
        catch (AuditFailure)
        {
            // The refusal is the answer; what is wrong with it is only good to know.
        }

        return AuditFailure.InvalidField(Field, "were not accepted by AWS", refusal);
    }
}
