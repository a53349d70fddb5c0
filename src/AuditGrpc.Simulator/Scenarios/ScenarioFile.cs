using System.Text.Json;

namespace AuditGrpc.Simulator;

/// <summary>Reads scenario files, and refuses what cannot be meant.</summary>
internal static class ScenarioFile
{
    public static async Task<Scenario> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var scenario = await JsonSerializer.DeserializeAsync<Scenario>(file, StrictJson.Options, cancellationToken);
            return Valid(scenario ?? throw new ArgumentException("$ must be an object"));
        }
        catch (JsonException exception)
        {
            throw new ScenarioException($"Scenario {path}: {StrictJson.Describe(exception)}.", exception);
        }
        catch (ArgumentException exception)
        {
            throw new ScenarioException($"Scenario {path}: {exception.Message.TrimEnd('.')}.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException($"Scenario {path} cannot be read: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static Scenario Valid(Scenario scenario)
    {
        Validate("", scenario);
        foreach (var (i, account) in scenario.Accounts.Index())
        {
            Require(account is not null, $"accounts[{i}] must not be null");
            account!.Options.Validate((holds, name, rule) =>
                Require(holds, $"accounts[{i}].{JsonNamingPolicy.CamelCase.ConvertName(name)} {rule}"));
            Validate($"accounts[{i}].", account);
        }

        return scenario;
    }

    private static void Validate(string place, ScenarioPart part)
    {
        RequireValues($"{place}checkOutcomes", part.CheckOutcomes);
        RequireValues($"{place}audits", part.Audits);
        foreach (var (taskId, audit) in part.Audits)
        {
            Validate($"{place}audits.{taskId}", taskId, audit);
        }

        RequireValues($"{place}findings", part.Findings);
        foreach (var findingId in part.Findings.Keys)
        {
            Require(
                AwsApi.FindingId().IsMatch(findingId),
                $"{place}findings.{findingId} must have an id of 1 to 128 letters, digits, hyphens, or underscores");
        }

        RequireValues($"{place}auditCheckConfigurations", part.AccountAuditConfiguration?.AuditCheckConfigurations);
        foreach (var fault in part.Faults)
        {
            Require(fault is not null, $"{place}faults must not hold null");
            fault!.Validate();
        }
    }

    private static void Validate(string place, string taskId, ScenarioAudit audit)
    {
        Require(AwsApi.TaskId().IsMatch(taskId), $"{place} must have an id of 1 to 40 letters, digits, or hyphens");
        Require(audit.StartedAgo >= TimeSpan.Zero, $"{place}.startedAgo must be 0 or more seconds");
        Require(audit.State is null != audit.Script is null, $"{place} must have either a state or a script");
        RequireValues($"{place}.state.auditDetails", audit.State?.AuditDetails);
        RequireValues($"{place}.script.checks", audit.Script?.Checks);
        Require(audit.Script?.Checks.Count != 0, $"{place}.script.checks must have at least one check");
        Require(
            audit.Script?.Duration is not { } duration || duration > TimeSpan.Zero,
            $"{place}.script.duration must be over 0 seconds");
    }

    private static void RequireValues<T>(string place, IEnumerable<KeyValuePair<string, T>>? values)
        where T : class
    {
        foreach (var (name, value) in values ?? [])
        {
            Require(value is not null, $"{place}.{name} must not be null");
        }
    }

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new ArgumentException(rule);
        }
    }
}
