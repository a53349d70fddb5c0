using System.ComponentModel.DataAnnotations;
using AuditGrpc.Server.Hosting;

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

    /// <summary>A role to assume, with the credentials of the profile or the chain. Default: none, those credentials themselves.</summary>
    [RegularExpression(
        "arn:aws[a-z-]*:iam::[0-9]{12}:role/([!-~]{1,510}/)?[a-zA-Z0-9_+=,.@-]{1,64}",
        ErrorMessage = "the ARN of a role, such as arn:aws:iam::123456789012:role/audits")]
    public string? RoleArn { get; set; }

    /// <summary>What the role's owner asks of who assumes it. 2 to 1,224 letters, digits, or any of _+=,.@:/-; default none.</summary>
    [Secret]
    [RegularExpression("[a-zA-Z0-9_+=,.@:/-]{2,1224}", ErrorMessage = "2 to 1224 letters, digits, or any of _+=,.@:/-")]
    public string? ExternalId { get; set; }

    /// <summary>
    /// The name of this server's sessions of the role, which the role's owner finds in CloudTrail. 2 to 64 letters, digits, or any
    /// of _+=,.@-; default <c>auditgrpc</c>.
    /// </summary>
    [RegularExpression("[a-zA-Z0-9_+=,.@-]{2,64}", ErrorMessage = "2 to 64 letters, digits, or any of _+=,.@-")]
    public string SessionName { get; set; } = "auditgrpc";

    /// <summary>Replaces the region's endpoint of AWS's Security Token Service, as <see cref="ServiceUrl"/> does that of the audits.</summary>
    public Uri? StsServiceUrl { get; set; }

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
