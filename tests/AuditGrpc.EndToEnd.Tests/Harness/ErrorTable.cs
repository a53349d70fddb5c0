using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>The contract's error table, for tests that only want to know that an answer is in it.</summary>
internal static class ErrorTable
{
    private static readonly Dictionary<ErrorReason, StatusCode> _codes = new()
    {
        [ErrorReason.InvalidRequest] = StatusCode.InvalidArgument,
        [ErrorReason.UnknownSource] = StatusCode.InvalidArgument,
        [ErrorReason.AuditTaskNotFound] = StatusCode.NotFound,
        [ErrorReason.AuditFindingNotFound] = StatusCode.NotFound,
        [ErrorReason.AuditTaskNotInProgress] = StatusCode.FailedPrecondition,
        [ErrorReason.TooManyAudits] = StatusCode.ResourceExhausted,
        [ErrorReason.TooManyWatches] = StatusCode.ResourceExhausted,
        [ErrorReason.UpstreamThrottled] = StatusCode.ResourceExhausted,
        [ErrorReason.UpstreamUnavailable] = StatusCode.Unavailable,
        [ErrorReason.UpstreamAccessDenied] = StatusCode.Internal,
        [ErrorReason.UpstreamInvalidResponse] = StatusCode.Internal,
    };

    /// <summary>The failure's row, by its reason; fails the test if it has none.</summary>
    public static string Check(RpcException failure, string what)
    {
        var hasReason = failure.Trailers.Get("grpc-status-details-bin") is not null;
        Assert.True(hasReason, $"{what} was answered with {failure.Status}, without a reason");
        var reason = new ErrorDetails(failure).Reason;
        var isInTable = _codes.TryGetValue(reason, out var code) && code == failure.StatusCode;
        Assert.True(isInTable, $"{what} was answered with {failure.StatusCode} and {reason}");
        return reason.ToString();
    }
}
