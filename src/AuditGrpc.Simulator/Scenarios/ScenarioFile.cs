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
        RequireValues("checkOutcomes", scenario.CheckOutcomes);
        RequireValues("audits", scenario.Audits);
        foreach (var (taskId, audit) in scenario.Audits)
        {
            Require(AwsApi.TaskId().IsMatch(taskId), $"audits.{taskId} must have an id of 1 to 40 letters, digits, or hyphens");
            Require(audit.StartedAgo >= TimeSpan.Zero, $"audits.{taskId}.startedAgo must be 0 or more seconds");
            Require(audit.State is null != audit.Script is null, $"audits.{taskId} must have either a state or a script");
            RequireValues($"audits.{taskId}.state.auditDetails", audit.State?.AuditDetails);
            RequireValues($"audits.{taskId}.script.checks", audit.Script?.Checks);
            Require(audit.Script?.Checks.Count != 0, $"audits.{taskId}.script.checks must have at least one check");
            Require(
                audit.Script?.Duration is not { } duration || duration > TimeSpan.Zero,
                $"audits.{taskId}.script.duration must be over 0 seconds");
        }

        RequireValues("auditCheckConfigurations", scenario.AccountAuditConfiguration?.AuditCheckConfigurations);
        foreach (var fault in scenario.Faults)
        {
            Require(fault is not null, "faults must not hold null");
            fault!.Validate();
        }

        return scenario;
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
