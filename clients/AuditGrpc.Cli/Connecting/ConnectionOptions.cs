using System.CommandLine;
using System.Globalization;

namespace AuditGrpc.Cli.Connecting;

/// <summary>The options that say where the server is, who calls it, and how long that may take.</summary>
internal sealed class ConnectionOptions
{
    public Option<string> EndpointUrl { get; } = new("--endpoint-url")
    {
        Description = "The AuditGrpc server, such as https://audits.example.com. Or: AUDITGRPC_ENDPOINT_URL, or a profile's endpoint_url.",
        HelpName = "URL",
    };

    public Option<string> Profile { get; } = new("--profile")
    {
        Description = "A profile of the configuration file. Default: AUDITGRPC_PROFILE, or the profile 'default'.",
        HelpName = "NAME",
    };

    public Option<string> Source { get; } = new("--source")
    {
        Description = "The AWS account and region to ask, by the name that the server's operator gave it. Default: the server's default.",
        HelpName = "NAME",
    };

    public Option<string> Region { get; } = new("--region")
    {
        Description = "The source that the profile has for this region; without one there, the source of this name. --source wins.",
        HelpName = "REGION",
    };

    public Option<string> CaBundle { get; } = new("--ca-bundle")
    {
        Description = "Certificates to trust, in a PEM file, in place of the system's.",
        HelpName = "FILE",
    };

    public Option<bool> NoVerifySsl { get; } = new("--no-verify-ssl") { Description = "Takes any certificate of the server's." };

    public Option<int> ReadTimeout { get; } = Seconds("--cli-read-timeout", "How long a call may take, in seconds, except to watch and to wait. Up to 600, which 0 means too. Default: 60.");

    public Option<int> ConnectTimeout { get; } = Seconds("--cli-connect-timeout", "How long connecting may take, in seconds. 0: any time. Default: 60.");

    public Option<bool> Debug { get; } = new("--debug") { Description = "Logs what the connection does, on standard error." };

    public IEnumerable<Option> All =>
        [EndpointUrl, Profile, Source, Region, CaBundle, NoVerifySsl, ReadTimeout, ConnectTimeout, Debug];

    private static Option<int> Seconds(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 60,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                result.AddError($"{name} must be a whole number of seconds, not '{text}'");
            }

            return seconds;
        },
    };
}
