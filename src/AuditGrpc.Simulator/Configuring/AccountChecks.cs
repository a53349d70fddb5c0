namespace AuditGrpc.Simulator;

/// <summary>Which checks an account has enabled, and how that is changed.</summary>
internal sealed class AccountChecks
{
    private readonly Lock _lock = new();
    private AccountConfiguration _configuration;

    // AWS has the age check disabled until somebody enables it.
    public AccountChecks(string accountId) => _configuration = new()
    {
        RoleArn = $"arn:aws:iam::{accountId}:role/service-role/AWSIoTDeviceDefenderAudit",
        AuditCheckConfigurations = KnownChecks.Outcomes.Keys.ToDictionary(
            name => name,
            name => new CheckConfiguration { Enabled = name != "DEVICE_CERTIFICATE_AGE_CHECK" }),
    };

    public AccountConfiguration Configuration
    {
        get
        {
            lock (_lock)
            {
                return _configuration;
            }
        }

        set
        {
            lock (_lock)
            {
                _configuration = value;
            }
        }
    }

    /// <summary>Whether AWS has such a check; a scenario's configuration can name checks that this simulator has never heard of.</summary>
    public bool IsKnown(string checkName) =>
        KnownChecks.Outcomes.ContainsKey(checkName) || Configuration.AuditCheckConfigurations?.ContainsKey(checkName) == true;

    public bool IsEnabled(string checkName) =>
        Configuration.AuditCheckConfigurations?.GetValueOrDefault(checkName)?.Enabled == true;

    /// <summary>Merges a change into the configuration: what the change does not name stays as it is.</summary>
    public void Update(AccountConfiguration change)
    {
        Check(change);
        lock (_lock)
        {
            var merged = new AccountConfiguration
            {
                RoleArn = change.RoleArn ?? _configuration.RoleArn,
                AuditNotificationTargetConfigurations = Merge(
                    _configuration.AuditNotificationTargetConfigurations,
                    change.AuditNotificationTargetConfigurations,
                    (old, @new) => new()
                    {
                        TargetArn = @new.TargetArn ?? old.TargetArn,
                        RoleArn = @new.RoleArn ?? old.RoleArn,
                        Enabled = @new.Enabled ?? old.Enabled,
                    }),
                AuditCheckConfigurations = Merge(
                    _configuration.AuditCheckConfigurations,
                    change.AuditCheckConfigurations,
                    (old, @new) => new()
                    {
                        Enabled = @new.Enabled ?? old.Enabled,
                        Configuration = @new.Configuration ?? old.Configuration,
                    }),
            };

            if (_configuration.RoleArn is null)
            {
                Require(merged.RoleArn is not null, "The first update must give 'roleArn'.");
                Require(
                    merged.AuditCheckConfigurations?.Values.Any(check => check.Enabled == true) == true,
                    "The first update must enable at least one check.");
            }

            _configuration = merged;
        }
    }

    private void Check(AccountConfiguration change)
    {
        Require(change.RoleArn is null or { Length: >= 20 and <= 2048 }, "'roleArn' must have 20 to 2048 characters.");
        foreach (var (type, target) in change.AuditNotificationTargetConfigurations ?? [])
        {
            Require(type == "SNS", $"'{type}' is not a type of notification: SNS is the only one.");
            Require(target is not null, "The configuration of 'SNS' must be an object.");
            Require(target!.TargetArn is null or { Length: <= 2048 }, "'targetArn' must have at most 2048 characters.");
            Require(target.RoleArn is null or { Length: >= 20 and <= 2048 }, "'roleArn' must have 20 to 2048 characters.");
        }

        foreach (var (name, check) in change.AuditCheckConfigurations ?? [])
        {
            Require(IsKnown(name), AwsErrorException.InvalidCheckNameText);
            Require(check is not null, $"The configuration of '{name}' must be an object.");
            Require(
                check!.Configuration?.Values.All(value => value is { Length: >= 1 and <= 64 }) != false,
                $"A configuration value of '{name}' must have 1 to 64 characters.");
        }
    }

    private static Dictionary<string, T>? Merge<T>(Dictionary<string, T>? old, Dictionary<string, T>? change, Func<T, T, T> merge)
    {
        if (old is null || change is null)
        {
            return old ?? change;
        }

        var merged = new Dictionary<string, T>(old);
        foreach (var (key, value) in change)
        {
            merged[key] = old.TryGetValue(key, out var before) ? merge(before, value) : value;
        }

        return merged;
    }

    private static void Require(bool condition, string text)
    {
        if (!condition)
        {
            throw AwsErrorException.InvalidRequest(text);
        }
    }
}
