using System.Text.Json;
using System.Text.RegularExpressions;

namespace AuditGrpc.Simulator;

/// <summary>What each operation does. The result is the reply's body; an error is an <see cref="AwsErrorException"/>.</summary>
internal sealed partial class AwsApi(SimulatedAccount account, TimeProvider time)
{
    public async Task<object> RunAsync(Operation operation, HttpRequest request) => operation.Name switch
    {
        Operation.Describe => Describe(Valid(operation.Id)),
        Operation.List => new AuditListing(request.Query, time.GetUtcNow()).Of(account.Audits),
        Operation.Start => Start(await ReadAsync<StartRequest>(request)),
        Operation.Cancel => Cancel(Valid(operation.Id)),
        Operation.DescribeFinding => DescribeFinding(ValidFinding(operation.Id)),
        Operation.ListFindings => new FindingListing(await ReadAsync<ListFindingsRequest>(request)).Of(account.Findings),
        Operation.ListRelated => new RelatedListing(request.Query).Of(account.Findings),
        Operation.DescribeConfiguration => account.Checks.Configuration,
        Operation.UpdateConfiguration => Update(await ReadAsync<AccountConfiguration>(request)),
        _ => throw new InvalidOperationException($"{operation.Name} is not one of AWS's operations."),
    };

    private AuditState Describe(string taskId) =>
        account.Audits.Get(taskId) ?? throw AwsErrorException.AuditNotFound(taskId, account.AccountId);

    private StartReply Start(StartRequest request)
    {
        if (request.TargetCheckNames is not { Count: > 0 } names)
        {
            throw AwsErrorException.InvalidRequest("'targetCheckNames' must name at least one check.");
        }

        if (!names.All(name => name is not null && account.Checks.IsKnown(name)))
        {
            throw AwsErrorException.InvalidRequest(AwsErrorException.InvalidCheckNameText);
        }

        if (names.FirstOrDefault(name => !account.Checks.IsEnabled(name)) is { } disabled)
        {
            throw AwsErrorException.InvalidRequest($"Audit check {disabled} is not enabled in account {account.AccountId}.");
        }

        var checks = names.Distinct().ToDictionary(
            name => name, name => account.Outcomes.GetValueOrDefault(name) ?? CheckState.Finished(1));
        return account.Audits.TryStart(new() { Checks = checks }, out var taskId)
            ? new(taskId)
            : throw AwsErrorException.TooManyAudits();
    }

    private NoMembers Cancel(string taskId) => account.Audits.TryCancel(taskId) switch
    {
        true => new(),
        false => throw AwsErrorException.InvalidRequest($"Audit task {taskId} is not in progress."),
        null => throw AwsErrorException.AuditNotFound(taskId, account.AccountId),
    };

    private FindingReply DescribeFinding(string findingId) =>
        new(account.Findings.Get(findingId)?.Shown() ?? throw AwsErrorException.FindingNotFound(findingId));

    private NoMembers Update(AccountConfiguration change)
    {
        account.Checks.Update(change);
        return new();
    }

    private static string Valid(string taskId) => TaskId().IsMatch(taskId)
        ? taskId
        : throw AwsErrorException.ImpossibleTaskId();

    public static string ValidFinding(string findingId) => FindingId().IsMatch(findingId)
        ? findingId
        : throw AwsErrorException.InvalidRequest("'findingId' must have 1 to 128 characters and match [a-zA-Z0-9_-]+.");

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

    [GeneratedRegex(@"^[a-zA-Z0-9_-]{1,128}\z")]
    public static partial Regex FindingId();

    private sealed record StartRequest(IReadOnlyList<string>? TargetCheckNames);

    private sealed record StartReply(string TaskId);

    private sealed record FindingReply(FindingState Finding);

    private sealed record NoMembers;
}
