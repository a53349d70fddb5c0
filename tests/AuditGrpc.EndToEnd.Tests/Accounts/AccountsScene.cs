using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Accounts;

/// <summary>
/// A server with two sources on two accounts: <c>default</c>, whose account the server's own credentials are of, and <c>two</c>, whose
/// role it assumes.
/// </summary>
internal static class AccountsScene
{
    public const string One = "123456789012";
    public const string Two = "222222222222";
    public const string Three = "333333333333";
    public const string AssumeRole = "AssumeRole";
    public const string Describe = "DescribeAuditTask";

    public static readonly string[] RoleOfTwo =
    [
        "Sources:two:ServiceUrl={aws}",
        "Sources:two:StsServiceUrl={aws}",
        "Sources:two:Region=eu-west-1",
        $"Sources:two:RoleArn=arn:aws:iam::{Two}:role/audits",
        "Sources:two:ExternalId=agreed-with-two",
        "Sources:two:DescribePerSecond=1000",
    ];

    public static Task<RunningServer> StartAsync(params string[] settings) => StartAsync(TimeProvider.System, settings);

    public static Task<RunningServer> StartAsync(TimeProvider time, params string[] settings)
    {
        var simulated = new SimulatorOptions
        {
            RateLimits = false,
            Accounts = { new() { AccountId = Two, ExternalId = "agreed-with-two" }, new() { AccountId = Three } },
        };
        return RunningServer.StartAsync(time, simulated, [.. RoleOfTwo, .. settings]);
    }

    public static SimulatedAccount AccountTwo(this RunningServer server) => server.Aws.Account(Two);

    public static async Task<AuditTask> DescribeOnAsync(this RunningServer server, string source, string taskId) =>
        (await server.Client.DescribeAuditTaskAsync(new DescribeAuditTaskRequest { TaskId = taskId, Source = source })).AuditTask;

    /// <summary>How a describe on a source fails.</summary>
    public static async Task<(StatusCode Code, ErrorReason Reason, RpcException Error)> FailureOnAsync(
        this RunningServer server, string source, string taskId = SimulatedAudits.Documented)
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => server.DescribeOnAsync(source, taskId));
        return (error.StatusCode, new ErrorDetails(error).Reason, error);
    }

    public static Fault Refusing(string code, int status = 403) => new() { Kind = FaultKind.Error, Status = status, Code = code };
}
