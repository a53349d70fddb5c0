using Amazon.IoT.Model;
using Amazon.IoT.Wire;
using static Amazon.IoT.Wire.Codec;
using static Amazon.IoT.Wire.ModeledError;

namespace Amazon.IoT;

public partial interface IAmazonIoT
{
    Task<DescribeAccountAuditConfigurationResponse> DescribeAccountAuditConfigurationAsync(
        DescribeAccountAuditConfigurationRequest request, CancellationToken cancellationToken = default);

    Task<UpdateAccountAuditConfigurationResponse> UpdateAccountAuditConfigurationAsync(
        UpdateAccountAuditConfigurationRequest request, CancellationToken cancellationToken = default);
}

public partial class AmazonIoTClient
{
    public virtual Task<DescribeAccountAuditConfigurationResponse> DescribeAccountAuditConfigurationAsync(
        DescribeAccountAuditConfigurationRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(AuditConfigurationOperations.Describe, request, cancellationToken);

    public virtual Task<UpdateAccountAuditConfigurationResponse> UpdateAccountAuditConfigurationAsync(
        UpdateAccountAuditConfigurationRequest request, CancellationToken cancellationToken = default) =>
        CallAsync(AuditConfigurationOperations.Update, request, cancellationToken);
}

internal static class AuditConfigurationOperations
{
    private static readonly Shape<AuditCheckConfiguration> check = new()
    {
        { "configuration", MapOf(Text), check => check.Configuration, (check, value) => check.Configuration = value },
        { "enabled", Flag, check => check.Enabled, (check, value) => check.Enabled = value },
    };

    private static readonly Shape<AuditNotificationTarget> notificationTarget = new()
    {
        { "enabled", Flag, target => target.Enabled, (target, value) => target.Enabled = value },
        { "roleArn", Text, target => target.RoleArn, (target, value) => target.RoleArn = value },
        { "targetArn", Text, target => target.TargetArn, (target, value) => target.TargetArn = value },
    };

    public static Operation<DescribeAccountAuditConfigurationRequest, DescribeAccountAuditConfigurationResponse> Describe { get; } =
        new("GET", "/audit/configuration")
        {
            Reply =
            {
                { "auditCheckConfigurations", MapOf(check), (reply, value) => reply.AuditCheckConfigurations = value },
                {
                    "auditNotificationTargetConfigurations",
                    MapOf(notificationTarget),
                    (reply, value) => reply.AuditNotificationTargetConfigurations = value
                },
                { "roleArn", Text, (reply, value) => reply.RoleArn = value },
            },
            Errors = [InternalFailure, Throttling],
        };

    public static Operation<UpdateAccountAuditConfigurationRequest, UpdateAccountAuditConfigurationResponse> Update { get; } =
        new("PATCH", "/audit/configuration")
        {
            Body = new()
            {
                { "auditCheckConfigurations", MapOf(check), request => request.AuditCheckConfigurations },
                {
                    "auditNotificationTargetConfigurations",
                    MapOf(notificationTarget),
                    request => request.AuditNotificationTargetConfigurations
                },
                { "roleArn", Text, request => request.RoleArn },
            },
            Errors = [InternalFailure, InvalidRequest, Throttling],
        };
}
