using System.Text.RegularExpressions;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;
using Google.Protobuf;

namespace AuditGrpc.Server.Services;

/// <summary>What the contract asks of a request.</summary>
internal static partial class RequestRules
{
    // AWS has some twenty checks, with names of up to 60 characters, and gives no limits.
    private const int MostCheckNames = 100;
    private const int LongestCheckName = 128;

    // Of an ARN: nothing else that identifies a resource is as long.
    private const int LongestIdentifier = 2048;

    public static string RequireTaskId(string taskId) => TaskId().IsMatch(taskId)
        ? taskId
        : throw AuditFailure.InvalidField("task_id", "must be 1 to 40 letters, digits, or hyphens");

    public static string RequireFindingId(string findingId) => FindingId().IsMatch(findingId)
        ? findingId
        : throw AuditFailure.InvalidField("finding_id", "must be 1 to 128 letters, digits, hyphens, or underscores");

    /// <summary>The names, each once: a name that is repeated asks for nothing more.</summary>
    public static IReadOnlySet<string> RequireCheckNames(IReadOnlyCollection<string> names) =>
        names.Count is >= 1 and <= MostCheckNames && names.All(name => name.Length is >= 1 and <= LongestCheckName)
            ? names.ToHashSet()
            : throw AuditFailure.InvalidField(
                "target_check_names", $"must be 1 to {MostCheckNames} names of 1 to {LongestCheckName} characters");

    /// <summary>The UUID, however its letters are written; nothing if there is none.</summary>
    public static Guid? ReadRequestId(string requestId) => requestId.Length == 0 ? null
        : Uuid().IsMatch(requestId) ? Guid.Parse(requestId)
        : throw AuditFailure.InvalidField("request_id", "must be empty, or a UUID of 36 characters, such as 8f14e45f-ceea-467f-a8d2-b0a4c8f1d3e7");

    public static void CheckList(ListAuditTasksRequest request)
    {
        RequireDefined(request.TaskStatus, "task_status");
        RequireDefined(request.TaskType, "task_type");
        RequireDefined(request.View, "view");
        CheckPageSize(request.PageSize);
    }

    public static void CheckListFindings(ListAuditFindingsRequest request)
    {
        if (request.TaskId.Length > 0)
        {
            RequireTaskId(request.TaskId);
            RequireAbsent(request.StartTime, "start_time");
            RequireAbsent(request.EndTime, "end_time");
        }

        if (request.CheckName.Length > LongestCheckName)
        {
            throw AuditFailure.InvalidField("check_name", $"must be at most {LongestCheckName} characters");
        }

        if (request.ResourceIdentifier is { } identifier && !IsIdentifier(identifier))
        {
            throw AuditFailure.InvalidField(
                "resource_identifier", $"must have at least one field, and so must what is in it, each of 1 to {LongestIdentifier} characters");
        }

        CheckPageSize(request.PageSize);
    }

    public static void CheckPageSize(int pageSize)
    {
        if (pageSize is < 0 or > AuditQuery.MostResults)
        {
            throw AuditFailure.InvalidField("page_size", $"must be 0 to {AuditQuery.MostResults}");
        }
    }

    private static void RequireAbsent(object? value, string field)
    {
        if (value is not null)
        {
            throw AuditFailure.InvalidField(field, "must be absent when there is a task_id");
        }
    }

    /// <summary>By reflection, so that a field which the contract may gain is not forgotten.</summary>
    private static bool IsIdentifier(IMessage message)
    {
        var values = message.Descriptor.Fields.InDeclarationOrder()
            .Where(field => field.Accessor.HasValue(message))
            .Select(field => field.Accessor.GetValue(message))
            .ToList();
        return values.Count > 0 && values.All(value =>
            value is IMessage nested ? IsIdentifier(nested) : value is string { Length: >= 1 and <= LongestIdentifier });
    }

    private static void RequireDefined<T>(T value, string field)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw AuditFailure.InvalidField(field, "must be one of the values that the contract defines");
        }
    }

    // \z, because $ would let a line break pass at the end.
    [GeneratedRegex(@"^[a-zA-Z0-9\-]{1,40}\z")]
    private static partial Regex TaskId();

    [GeneratedRegex(@"^[a-zA-Z0-9_-]{1,128}\z")]
    private static partial Regex FindingId();

    [GeneratedRegex(@"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z")]
    private static partial Regex Uuid();
}
