using System.ComponentModel.DataAnnotations;

namespace AuditGrpc.Server.Upstream;

/// <summary><c>Sources:{name}</c>: one AWS account and region.</summary>
internal sealed class SourceOptions
{
    /// <summary>The AWS region, such as <c>eu-west-1</c>. Required, unless <see cref="ServiceUrl"/> is given: then <c>us-east-1</c>.</summary>
    [RegularExpression("[a-z]{2,3}(-[a-z]+)+-[0-9]", ErrorMessage = "the name of an AWS region, such as eu-west-1")]
    public string? Region { get; set; }

    /// <summary>Replaces AWS's endpoint for the region, such as a VPC endpoint or a simulator. An absolute http or https address.</summary>
    public Uri? ServiceUrl { get; set; }

    /// <summary>A profile of AWS's shared configuration files. Default: AWS's default credential chain.</summary>
    public string? Profile { get; set; }

    /// <summary>
    /// The calls of DescribeAuditTask this server makes in a second, retries included; it may burst by a quarter more.
    /// 1 to 1,000; default 20, 80 % of AWS's quota, so that rate and burst together stay within it.
    /// </summary>
    [Range(1.0, 1000.0)]
    public double DescribePerSecond { get; set; } = 20;

    /// <summary>The same of ListAuditTasks. 1 to 1,000; default 8, 80 % of AWS's quota.</summary>
    [Range(1.0, 1000.0)]
    public double ListPerSecond { get; set; } = 8;

    /// <summary>The same of StartOnDemandAuditTask. 1 to 1,000; default 8, 80 % of AWS's quota.</summary>
    [Range(1.0, 1000.0)]
    public double StartPerSecond { get; set; } = 8;

    /// <summary>The same of CancelAuditTask. 1 to 1,000; default 8, 80 % of AWS's quota.</summary>
    [Range(1.0, 1000.0)]
    public double CancelPerSecond { get; set; } = 8;

    /// <summary>The same of DescribeAuditFinding. 1 to 1,000; default 20, 80 % of AWS's quota.</summary>
    [Range(1.0, 1000.0)]
    public double FindingPerSecond { get; set; } = 20;

    /// <summary>The same of ListAuditFindings. 1 to 1,000; default 8, 80 % of AWS's quota.</summary>
    [Range(1.0, 1000.0)]
    public double FindingListPerSecond { get; set; } = 8;

    /// <summary>The same of ListRelatedResourcesForAuditFinding, for which AWS lists no quota. 1 to 1,000; default 8, as of other lists.</summary>
    [Range(1.0, 1000.0)]
    public double RelatedListPerSecond { get; set; } = 8;

    /// <summary>The same of DescribeAccountAuditConfiguration. 1 to 1,000; default 4, 80 % of AWS's quota.</summary>
    [Range(1.0, 1000.0)]
    public double ConfigurationPerSecond { get; set; } = 4;
}
