namespace AuditGrpc.Simulator;

/// <summary>The account's audit configuration, as AWS's DescribeAccountAuditConfiguration answers it.</summary>
internal sealed record AccountConfiguration
{
    public string? RoleArn { get; init; }

    public Dictionary<string, NotificationTarget>? AuditNotificationTargetConfigurations { get; init; }

    public Dictionary<string, CheckConfiguration>? AuditCheckConfigurations { get; init; }
}

internal sealed record NotificationTarget
{
    public string? TargetArn { get; init; }

    public string? RoleArn { get; init; }

    public bool? Enabled { get; init; }
}

internal sealed record CheckConfiguration
{
    public bool? Enabled { get; init; }

    public Dictionary<string, string>? Configuration { get; init; }
}
