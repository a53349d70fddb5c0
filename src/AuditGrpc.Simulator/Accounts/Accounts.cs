namespace AuditGrpc.Simulator;

/// <summary>The accounts that a simulator serves, and whose access keys are whose. Complete before the first request.</summary>
internal sealed class Accounts
{
    private readonly List<SimulatedAccount> _accounts = [];
    private readonly Dictionary<string, string> _owners = [];
    private readonly Dictionary<string, string> _externalIds = [];
    private readonly SimulatorOptions _options;
    private readonly TimeProvider _time;

    public Accounts(SimulatorOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        Default = Add(new() { AccountId = options.AccountId });
        foreach (var account in options.Accounts)
        {
            Add(account);
        }
    }

    /// <summary>The account of every request whose access key is nobody's.</summary>
    public SimulatedAccount Default { get; }

    /// <summary>Adds an account, or finds it if it is there; what is said of its key and external id holds from now on.</summary>
    public SimulatedAccount Add(SimulatedAccountOptions added)
    {
        var region = added.Region ?? _options.Region;
        var account = _accounts.Find(account => account.AccountId == added.AccountId && account.Region == region);
        if (account is null)
        {
            _accounts.Add(account = new(added.AccountId, region, _options, _time));
        }

        _owners[added.AccessKeyId ?? added.AccountId] = added.AccountId;
        if (added.ExternalId is not null)
        {
            _externalIds[added.AccountId] = added.ExternalId;
        }

        return account;
    }

    /// <summary>The account in that region, or else the one that stands for every region; without a region, the first of its id.</summary>
    public SimulatedAccount? Find(string accountId, string? region) =>
        _accounts.Find(account => account.AccountId == accountId && account.Region == region)
        ?? _accounts.Find(account => account.AccountId == accountId && (account.Region is null || region is null));

    /// <summary>As <see cref="Find"/> does.</summary>
    /// <exception cref="KeyNotFoundException">The simulator serves no such account.</exception>
    public SimulatedAccount Get(string accountId, string? region) => Find(accountId, region)
        ?? throw new KeyNotFoundException($"There is no account {accountId}{(region is null ? "" : $" in {region}")}.");

    public string OwnerOf(string accessKeyId) => _owners.GetValueOrDefault(accessKeyId, Default.AccountId);

    public string? ExternalIdOf(string accountId) => _externalIds.GetValueOrDefault(accountId);

    public string RegionsOf(string accountId) =>
        string.Join(", ", _accounts.Where(account => account.AccountId == accountId).Select(account => account.Region));
}
