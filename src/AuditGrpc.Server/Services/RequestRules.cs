using System.Text.RegularExpressions;
using AuditGrpc.Server.Errors;

namespace AuditGrpc.Server.Services;

/// <summary>What the contract asks of a request.</summary>
internal static partial class RequestRules
{
    public static string RequireTaskId(string taskId) => TaskId().IsMatch(taskId)
        ? taskId
        : throw AuditFailure.InvalidField("task_id", "must be 1 to 40 letters, digits, or hyphens");

    // \z, because $ would let a line break pass at the end.
    [GeneratedRegex(@"^[a-zA-Z0-9\-]{1,40}\z")]
    private static partial Regex TaskId();
}
