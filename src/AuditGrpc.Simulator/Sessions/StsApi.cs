using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AuditGrpc.Simulator;

/// <summary>What AWS's Security Token Service does. The result is what is in the reply's result element.</summary>
internal sealed partial class StsApi(Accounts accounts, Sessions sessions)
{
    private const int DefaultDuration = 3600;

    public object[] Run(Operation operation, Caller caller) => operation.Name switch
    {
        Operation.AssumeRole => AssumeRole(operation.Form!, caller),
        Operation.GetCallerIdentity =>
        [
            StsXml.Element("UserId", UserId(caller)),
            StsXml.Element("Account", caller.Account.AccountId),
            StsXml.Element("Arn", Arn(caller)),
        ],
        _ => throw new AwsErrorException(400, "InvalidAction", "The simulator has AssumeRole and GetCallerIdentity."),
    };

    private XElement[] AssumeRole(IFormCollection form, Caller caller)
    {
        var roleArn = form["RoleArn"].ToString();
        var role = Role().Match(roleArn);
        Require(role.Success, "'roleArn' must be the ARN of a role");
        var name = form["RoleSessionName"].ToString();
        Require(SessionName().IsMatch(name), "'roleSessionName' must have 2 to 64 characters and match [\\w+=,.@-]*");
        Require(
            int.TryParse(form["DurationSeconds"].FirstOrDefault() ?? $"{DefaultDuration}", CultureInfo.InvariantCulture, out var duration)
                && duration is >= 900 and <= 43200,
            "'durationSeconds' must be 900 to 43200");
        var externalId = form["ExternalId"].FirstOrDefault();
        Require(
            externalId is null || ExternalId().IsMatch(externalId),
            "'externalId' must have 2 to 1224 characters and match [\\w+=,.@:\\/-]*");

        var accountId = role.Groups["account"].Value;
        if (accounts.Find(accountId, null) is null || (accounts.ExternalIdOf(accountId) ?? externalId) != externalId)
        {
            throw new AwsErrorException(
                403, "AccessDenied", $"User: {Arn(caller)} is not authorized to perform: sts:AssumeRole on resource: {roleArn}");
        }

        var session = sessions.Begin(accountId, role.Groups["role"].Value, name, TimeSpan.FromSeconds(duration));
        return
        [
            StsXml.Element(
                "AssumedRoleUser", StsXml.Element("AssumedRoleId", RoleUserId(session)), StsXml.Element("Arn", session.Arn)),
            StsXml.Element(
                "Credentials",
                StsXml.Element("AccessKeyId", session.AccessKeyId),
                StsXml.Element("SecretAccessKey", session.SecretAccessKey),
                StsXml.Element("SessionToken", session.SessionToken),
                StsXml.Element("Expiration", session.Expiration.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))),
        ];
    }

    private static string Arn(Caller caller) => caller.Session?.Arn ?? $"arn:aws:iam::{caller.Account.AccountId}:user/simulated";

    private static string UserId(Caller caller) =>
        caller.Session is { } session ? RoleUserId(session) : $"AIDASIMULATED{caller.Account.AccountId}";

    private static string RoleUserId(Session session) => $"AROASIMULATED{session.AccountId}:{session.SessionName}";

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new AwsErrorException(400, "ValidationError", $"{rule}.");
        }
    }

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::(?<account>[0-9]{12}):role/([!-~]+/)?(?<role>[a-zA-Z0-9_+=,.@-]{1,64})\z")]
    private static partial Regex Role();

    [GeneratedRegex(@"^[a-zA-Z0-9_+=,.@-]{2,64}\z")]
    private static partial Regex SessionName();

    [GeneratedRegex(@"^[a-zA-Z0-9_+=,.@:/-]{2,1224}\z")]
    private static partial Regex ExternalId();
}
