using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AuditGrpc.Simulator;

/// <summary>
/// The resources that an account's audits find: made from the account, the check and a number, so that every audit of the same
/// checks finds the same ones.
/// </summary>
internal sealed class Fleet(string accountId, string? region)
{
    // Where an account is found that stands for every region.
    private readonly string _region = region ?? "us-east-1";

    public FoundResource NonCompliant(string checkName, int number, string reasonCode, DateTimeOffset taskStartTime) =>
        Resource(CheckFacts.Of(checkName).ResourceType, checkName, number) with
        {
            AdditionalInfo = reasonCode switch
            {
                "CERTIFICATE_APPROACHING_EXPIRATION" => Times(("EXPIRATION_TIME", taskStartTime.AddDays(1 + number % 30))),
                "CERTIFICATE_PAST_EXPIRATION" => Times(("EXPIRATION_TIME", taskStartTime.AddDays(-1 - number % 30))),
                _ => null,
            },
        };

    /// <summary>The devices that share a certificate, the role of a role alias, the certificates of a revoked CA; else none.</summary>
    public IReadOnlyList<FoundResource>? Related(string checkName, int number, DateTimeOffset taskStartTime) => checkName switch
    {
        // 2, 12, 22, ...: some findings have more than the ten that AWS shows with them.
        "DEVICE_CERTIFICATE_SHARED_CHECK" => [.. Enumerable.Range(0, 2 + number % 4 * 10).Select(device =>
            Resource(ResourceTypes.ClientId, $"{checkName} {number}", device) with
            {
                AdditionalInfo = Times(
                    ("CONNECTION_TIME", taskStartTime.AddHours(-2 - device)), ("DISCONNECTION_TIME", taskStartTime.AddHours(-1 - device))),
            })],
        "IOT_ROLE_ALIAS_OVERLY_PERMISSIVE_CHECK" => [Resource(ResourceTypes.IamRole, checkName, number)],
        KnownChecks.IntermediateCa => [.. Enumerable.Range(0, 15 + number).Select(device =>
            Resource(ResourceTypes.DeviceCertificate, $"{checkName} {number}", device))],
        _ => null,
    };

    private FoundResource Resource(string type, string use, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{number:0000}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{accountId} {_region} {type} {use} {number}")));
        return new()
        {
            ResourceType = type,
            ResourceIdentifier = type switch
            {
                ResourceTypes.AccountSettings => new() { Account = accountId },
                ResourceTypes.CaCertificate => new() { CaCertificateId = hash },
                ResourceTypes.ClientId => new() { ClientId = $"device-{hash[..4]}-{name}" },
                ResourceTypes.CognitoIdentityPool => new() { CognitoIdentityPoolId = $"{_region}:{new Guid(hash[..32])}" },
                ResourceTypes.IamRole => new() { IamRoleArn = $"arn:aws:iam::{accountId}:role/device-{name}" },
                ResourceTypes.IotPolicy => new()
                {
                    PolicyVersionIdentifier = new() { PolicyName = $"device-policy-{name}", PolicyVersionId = $"{1 + number % 5}" },
                },
                ResourceTypes.IssuerCertificate => new()
                {
                    IssuerCertificateIdentifier = new()
                    {
                        IssuerCertificateSubject = $"CN=Fleet Intermediate CA {name}",
                        IssuerId = hash,
                        IssuerCertificateSerialNumber = hash[..16],
                    },
                },
                ResourceTypes.RoleAlias => new() { RoleAliasArn = $"arn:aws:iot:{_region}:{accountId}:rolealias/device-{name}" },
                _ => new() { DeviceCertificateId = hash },
            },
        };
    }

    private static Dictionary<string, string> Times(params IEnumerable<(string Name, DateTimeOffset Time)> times) => times.ToDictionary(
        time => time.Name, time => time.Time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
}
