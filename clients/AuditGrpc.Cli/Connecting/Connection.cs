using System.CommandLine;
using AuditGrpc.Cli.Failures;
using AuditGrpc.Client;
using Grpc.Net.Client;

namespace AuditGrpc.Cli.Connecting;

/// <summary>The server that a command speaks to.</summary>
internal sealed class Connection : IDisposable
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(10);

    private readonly GrpcChannel _channel;
    private readonly TimeSpan _callTimeout;

    private Connection(GrpcChannel channel, AuditClientOptions options, string source, TimeProvider time)
    {
        _channel = channel;
        Client = new AuditClient(channel, options, time);
        Source = source;
        _callTimeout = options.CallTimeout;
    }

    public AuditClient Client { get; }

    /// <summary>The AWS account and region to ask; empty for the server's default.</summary>
    public string Source { get; }

    /// <summary>When a call that begins now must have ended, by the system's clock, which is the one that gRPC goes by.</summary>
    public DateTime Deadline() => TimeProvider.System.GetUtcNow().UtcDateTime + _callTimeout;

    public static Connection Open(ParseResult parsed, ConnectionOptions options, Profile profile, Shell shell)
    {
        var source = SourceOf(parsed, options, profile);
        var seconds = parsed.GetValue(options.ReadTimeout);
        var client = new AuditClientOptions
        {
            Address = Address(parsed.GetValue(options.EndpointUrl), profile, shell),
            Source = source,
            CallTimeout = seconds == 0 || seconds > LongestCall.TotalSeconds ? LongestCall : TimeSpan.FromSeconds(seconds),
        };
        var channel = AuditChannel.Create(client, grpc =>
        {
            var handler = (SocketsHttpHandler)grpc.HttpHandler!;
            var connect = parsed.GetValue(options.ConnectTimeout);
            handler.ConnectTimeout = connect == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(connect);
            var caBundle = parsed.GetValue(options.CaBundle) ?? profile.CaBundle;
            if (client.Address.Scheme == Uri.UriSchemeHttps)
            {
                Tls.Configure(handler.SslOptions, caBundle, !parsed.GetValue(options.NoVerifySsl), profile);
            }

            HttpMessageHandler outer = BearerToken.Of(profile, shell.Environment) is { } token
                ? new BearerToken(token, client.Address) { InnerHandler = handler }
                : handler;
            // Given a client rather than a handler, gRPC leaves out its load balancing, which there is nothing to balance for here and
            // which takes a tenth of the command's time to start.
            grpc.HttpClient = new HttpClient(outer) { Timeout = Timeout.InfiniteTimeSpan };
            grpc.HttpHandler = null;

            if (parsed.GetValue(options.Debug))
            {
                grpc.LoggerFactory = new DebugLog(shell.Error, shell.Time);
            }
        });
        return new Connection(channel, client, source, shell.Time);
    }

    public void Dispose() => _channel.Dispose();

    private static string SourceOf(ParseResult parsed, ConnectionOptions options, Profile profile)
    {
        if (parsed.GetValue(options.Source) is { } source)
        {
            return source;
        }

        // Never passed over in silence: the answer would be about another region's audit.
        return parsed.GetValue(options.Region) is { } region
            ? profile.Regions.GetValueOrDefault(region) as string ?? region
            : profile.Source ?? "";
    }

    private static Uri Address(string? given, Profile profile, Shell shell)
    {
        const string Form = "must be http://host[:port] or https://host[:port]";
        if (given is not null)
        {
            return Parse(given) ?? throw CommandException.Usage($"Bad value for --endpoint-url \"{Shown(given)}\": {Form}");
        }

        if (shell.Environment("AUDITGRPC_ENDPOINT_URL") is { Length: > 0 } variable)
        {
            return Parse(variable) ?? throw CommandException.Configuration($"Bad value for AUDITGRPC_ENDPOINT_URL \"{Shown(variable)}\": {Form}");
        }

        var configured = profile.EndpointUrl ?? throw CommandException.Configuration(
            "You must specify the AuditGrpc server: --endpoint-url, AUDITGRPC_ENDPOINT_URL, or endpoint_url in a profile");
        return Parse(configured) ?? throw CommandException.Configuration($"Bad value for endpoint_url \"{Shown(configured)}\": {Form}");
    }

    private static Uri? Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https") && address.Host.Length > 0
            && address.UserInfo.Length == 0
            ? address
            : null;

    /// <summary>An address may hold a password, which is why it is not accepted.</summary>
    private static string Shown(string address) => address.Contains('@', StringComparison.Ordinal) ? "***" : address;
}
