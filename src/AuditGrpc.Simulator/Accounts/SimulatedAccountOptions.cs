using System.Text.RegularExpressions;

namespace AuditGrpc.Simulator;

/// <summary>One more account of a simulator, or one more region of an account.</summary>
public sealed partial class SimulatedAccountOptions
{
    /// <summary>The account: 12 digits.</summary>
    public required string AccountId { get; set; }

    /// <summary>
    /// The access key id whose requests are this account's: 1 to 128 letters, digits, or underscores. Null, the default, takes
    /// the account's id.
    /// </summary>
    public string? AccessKeyId { get; set; }

    /// <summary>
    /// The region that these audits are in; an account can be there once for each of several regions. Null, the default, takes
    /// <see cref="SimulatorOptions.Region"/>, whose null stands for every region.
    /// </summary>
    public string? Region { get; set; }

    /// <summary>The external id that AssumeRole must give for the account's roles, 2 to 1224 characters. Defaults to none.</summary>
    public string? ExternalId { get; set; }

    /// <summary>Checks the limits: whether each one holds, of which member, and what it is.</summary>
    internal void Validate(Action<bool, string, string> require)
    {
        require(IsAccountId(AccountId), nameof(AccountId), "must be 12 digits");
        require(AccessKeyId is null || Key().IsMatch(AccessKeyId), nameof(AccessKeyId), "must be 1 to 128 letters, digits, or underscores");
        require(Region is null or { Length: > 0 }, nameof(Region), "must not be empty");
        require(ExternalId is null or { Length: >= 2 and <= 1224 }, nameof(ExternalId), "must have 2 to 1224 characters");
    }

    internal static bool IsAccountId(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);

    [GeneratedRegex(@"^[a-zA-Z0-9_]{1,128}\z")]
    private static partial Regex Key();
}
