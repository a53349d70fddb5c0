using System.Text.Json;
using System.Text.RegularExpressions;

namespace AuditGrpc.Simulator;

/// <summary>What each operation does. The result is the reply's body; an error is an <see cref="AwsErrorException"/>.</summary>
internal sealed partial class AwsApi(
    Audits audits,
    Account account,
    IReadOnlyDictionary<string, CheckState> outcomes,
    SimulatorOptions options,
    TimeProvider time)
{
    public async Task<object> RunAsync(Operation operation, HttpRequest request) => operation.Name switch
    {
        Operation.Describe => Describe(Valid(operation.TaskId)),
        Operation.List => new AuditListing(request.Query, time.GetUtcNow()).Of(audits),
        Operation.Start => Start(await ReadAsync<StartRequest>(request)),
        Operation.Cancel => Cancel(Valid(operation.TaskId)),
        Operation.DescribeConfiguration => account.Configuration,
        Operation.UpdateConfiguration => Update(await ReadAsync<AccountConfiguration>(request)),
        _ => throw new InvalidOperationException($"{operation.Name} is not one of AWS's operations."),
    };

    private AuditState Describe(string taskId) =>
        audits.Get(taskId) ?? throw AwsErrorException.AuditNotFound(taskId, options.AccountId);

    private StartReply Start(StartRequest request)
    {
        if (request.TargetCheckNames is not { Count: > 0 } names)
        {
            throw AwsErrorException.InvalidRequest("'targetCheckNames' must name at least one check.");
        }

        if (!names.All(name => name is not null && account.IsKnown(name)))
        {
            throw AwsErrorException.InvalidRequest(AwsErrorException.InvalidCheckNameText);
        }

        if (names.FirstOrDefault(name => !account.IsEnabled(name)) is { } disabled)
        {
            throw AwsErrorException.InvalidRequest($"Audit check {disabled} is not enabled in account {options.AccountId}.");
        }

        var checks = names.Distinct().ToDictionary(name => name, name => outcomes.GetValueOrDefault(name) ?? CheckState.Finished(1));
        return audits.TryStart(new() { Checks = checks }, out var taskId)
            ? new(taskId)
            : throw AwsErrorException.TooManyAudits();
    }

    private NoMembers Cancel(string taskId) => audits.TryCancel(taskId) switch
    {
        true => new(),
        false => throw AwsErrorException.InvalidRequest($"Audit task {taskId} is not in progress."),
        null => throw AwsErrorException.AuditNotFound(taskId, options.AccountId),
    };

    private NoMembers Update(AccountConfiguration change)
    {
        account.Update(change);
        return new();
    }

    private static string Valid(string taskId) => TaskId().IsMatch(taskId)
        ? taskId
        : throw AwsErrorException.InvalidRequest("'taskId' must have 1 to 40 characters and match [a-zA-Z0-9\\-]+.");

    private static async Task<T> ReadAsync<T>(HttpRequest request)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, AwsJson.Options, request.HttpContext.RequestAborted)
                ?? throw AwsErrorException.InvalidRequest("The body must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw AwsErrorException.InvalidRequest($"The body is not what this operation takes, at {exception.Path ?? "$"}.");
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9\-]{1,40}\z")]
    public static partial Regex TaskId();

    private sealed record StartRequest(IReadOnlyList<string>? TargetCheckNames);

    private sealed record StartReply(string TaskId);

    private sealed record NoMembers;
}
