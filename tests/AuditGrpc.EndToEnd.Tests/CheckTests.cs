using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.Simulator;
using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests;

public sealed class CheckTests
{
    private const string Configuration = "DescribeAccountAuditConfiguration";

    [Fact]
    public async Task List_AnAccountAsAwsMakesIt_HasAllChecksByNameAndOneDisabled()
    {
        await using var server = await RunningServer.StartAsync();

        var checks = (await server.Checks.ListAuditChecksAsync(new ListAuditChecksRequest())).AuditChecks;

        Assert.Equal(17, checks.Count);
        Assert.Equal(checks.Select(check => check.CheckName).Order(StringComparer.Ordinal), checks.Select(check => check.CheckName));
        Assert.Equal("DEVICE_CERTIFICATE_AGE_CHECK", Assert.Single(checks, check => !check.Enabled).CheckName);
        Assert.All(checks, check => Assert.True(check is { HasEnabled: true, HasTitle: true }));
        Assert.Equal((1, 1), (server.Aws.Calls.Of(Configuration), server.Aws.Calls.Total));
    }

    [Fact]
    public async Task List_EachCheck_IsAsSevereAndOfTheTypeThatItsFindingsAre()
    {
        await using var server = await RunningServer.StartAsync();
        var checks = (await server.Checks.ListAuditChecksAsync(new ListAuditChecksRequest())).AuditChecks;
        server.Aws.Audits.Put("of-all-checks", new AuditState
        {
            TaskStatus = "COMPLETED",
            AuditDetails = checks.ToDictionary(check => check.CheckName, _ => CheckState.Finished(1, nonCompliant: 1)),
        });

        var found = (await server.Findings.ListAuditFindingsAsync(new ListAuditFindingsRequest { TaskId = "of-all-checks" })).Findings;

        Assert.Equal(
            found.OrderBy(finding => finding.CheckName, StringComparer.Ordinal)
                .Select(finding => (finding.CheckName, finding.Severity, finding.NonCompliantResource.ResourceType)),
            checks.Select(check => (check.CheckName, check.Severity, check.ResourceType)));
    }

    [Fact]
    public async Task List_WhatTheAccountHasSet_IsListedEvenOfAnUnknownCheck()
    {
        await using var server = await RunningServer.StartAsync();
        Answer(server, """
            {"auditCheckConfigurations":{
              "SOMETHING_NEW_CHECK":{"enabled":true},
              "LOGGING_DISABLED_CHECK":{},
              "DEVICE_CERTIFICATE_AGE_CHECK":{"enabled":true,"configuration":{"CERT_AGE_THRESHOLD_IN_DAYS":"100"}}}}
            """);

        var checks = (await server.Checks.ListAuditChecksAsync(new ListAuditChecksRequest())).AuditChecks;

        Assert.Equal(
            ["DEVICE_CERTIFICATE_AGE_CHECK", "LOGGING_DISABLED_CHECK", "SOMETHING_NEW_CHECK"], checks.Select(check => check.CheckName));
        Assert.Equal("100", checks[0].Configuration["CERT_AGE_THRESHOLD_IN_DAYS"]);
        Assert.Equal((AuditFindingSeverity.Low, false), (checks[1].Severity, checks[1].HasEnabled));
        Assert.Equal(new AuditCheck { CheckName = "SOMETHING_NEW_CHECK", Enabled = true }, checks[2]);
    }

    [Fact]
    public async Task List_AnAccountWithoutAConfiguration_IsEmpty()
    {
        await using var server = await RunningServer.StartAsync();
        Answer(server, "{}");

        Assert.Empty((await server.Checks.ListAuditChecksAsync(new ListAuditChecksRequest())).AuditChecks);
    }

    [Fact]
    public async Task List_UnknownSource_NamesIt()
    {
        await using var server = await RunningServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RpcException>(
            () => server.Checks.ListAuditChecksAsync(new ListAuditChecksRequest { Source = "none" }).ResponseAsync);

        Assert.Equal(ErrorReason.UnknownSource, new ErrorDetails(exception).Reason);
    }

    private static void Answer(RunningServer server, string body) =>
        server.Aws.Faults.Inject(new Fault { Kind = FaultKind.Body, Operation = Configuration, Body = body });
}
