namespace AuditGrpc.Simulator;

/// <summary>One operation of AWS's API, as a request asks for it.</summary>
internal readonly record struct Operation(string Name, string TaskId = "")
{
    public const string Describe = "DescribeAuditTask";
    public const string List = "ListAuditTasks";
    public const string Start = "StartOnDemandAuditTask";
    public const string Cancel = "CancelAuditTask";
    public const string DescribeConfiguration = "DescribeAccountAuditConfiguration";
    public const string UpdateConfiguration = "UpdateAccountAuditConfiguration";
    public const string Unknown = "UnknownOperation";

    /// <summary>AWS's quotas, in requests per second for each account and region.</summary>
    public static IReadOnlyDictionary<string, int> PerSecond { get; } = new Dictionary<string, int>
    {
        [Describe] = 25,
        [List] = 10,
        [Start] = 10,
        [Cancel] = 10,
        [DescribeConfiguration] = 5,
        [UpdateConfiguration] = 5,
    };

    public static Operation Of(HttpRequest request) =>
        (request.Method, request.Path.Value!.Split('/')[1..]) switch
        {
            ("GET", ["audit", "tasks"]) => new(List),
            ("POST", ["audit", "tasks"]) => new(Start),
            ("GET", ["audit", "tasks", var taskId]) => new(Describe, taskId),
            ("PUT", ["audit", "tasks", var taskId, "cancel"]) => new(Cancel, taskId),
            ("GET", ["audit", "configuration"]) => new(DescribeConfiguration),
            ("PATCH", ["audit", "configuration"]) => new(UpdateConfiguration),
            _ => new(Unknown),
        };
}
