namespace AuditGrpc.Simulator;

/// <summary>One operation of AWS's API, as a request asks for it; <see cref="Form"/> is there for those of STS alone.</summary>
internal readonly record struct Operation(string Name, string Id = "", IFormCollection? Form = null)
{
    public const string Describe = "DescribeAuditTask";
    public const string List = "ListAuditTasks";
    public const string Start = "StartOnDemandAuditTask";
    public const string Cancel = "CancelAuditTask";
    public const string DescribeFinding = "DescribeAuditFinding";
    public const string ListFindings = "ListAuditFindings";
    public const string ListRelated = "ListRelatedResourcesForAuditFinding";
    public const string DescribeConfiguration = "DescribeAccountAuditConfiguration";
    public const string UpdateConfiguration = "UpdateAccountAuditConfiguration";
    public const string AssumeRole = "AssumeRole";
    public const string GetCallerIdentity = "GetCallerIdentity";
    public const string Unknown = "UnknownOperation";

    /// <summary>
    /// AWS's quotas, in requests per second for each account and region. AWS lists none for related resources: it has the one
    /// of the lists beside it.
    /// </summary>
    public static IReadOnlyDictionary<string, int> PerSecond { get; } = new Dictionary<string, int>
    {
        [Describe] = 25,
        [List] = 10,
        [Start] = 10,
        [Cancel] = 10,
        [DescribeFinding] = 25,
        [ListFindings] = 10,
        [ListRelated] = 10,
        [DescribeConfiguration] = 5,
        [UpdateConfiguration] = 5,
    };

    public static IReadOnlyList<string> Names { get; } = [.. PerSecond.Keys, AssumeRole, GetCallerIdentity];

    /// <summary>Whether it is asked of AWS's Security Token Service, which speaks forms and XML.</summary>
    public bool IsSts => Form is not null;

    public static async Task<Operation> OfAsync(HttpRequest request) =>
        (request.Method, request.Path.Value!.Split('/')[1..]) switch
        {
            ("GET", ["audit", "tasks"]) => new(List),
            ("POST", ["audit", "tasks"]) => new(Start),
            ("GET", ["audit", "tasks", var taskId]) => new(Describe, taskId),
            ("PUT", ["audit", "tasks", var taskId, "cancel"]) => new(Cancel, taskId),
            ("POST", ["audit", "findings"]) => new(ListFindings),
            ("GET", ["audit", "findings", var findingId]) => new(DescribeFinding, findingId),
            ("GET", ["audit", "relatedResources"]) => new(ListRelated),
            ("GET", ["audit", "configuration"]) => new(DescribeConfiguration),
            ("PATCH", ["audit", "configuration"]) => new(UpdateConfiguration),
            ("POST", [""]) when request.HasFormContentType => OfSts(await request.ReadFormAsync(request.HttpContext.RequestAborted)),
            _ => new(Unknown),
        };

    private static Operation OfSts(IFormCollection form) =>
        new(form["Action"].ToString() is AssumeRole or GetCallerIdentity ? form["Action"].ToString() : Unknown, Form: form);
}
