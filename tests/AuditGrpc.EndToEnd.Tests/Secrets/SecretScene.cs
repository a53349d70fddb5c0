using System.Security.Cryptography.X509Certificates;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.EndToEnd.Tests.Security;
using AuditGrpc.Simulator;
using Grpc.Net.Client;

namespace AuditGrpc.EndToEnd.Tests.Secrets;

/// <summary>A server process that holds every secret there is, at its most talkative, with a proxy and AWS behind it.</summary>
internal sealed class SecretScene : IAsyncDisposable
{
    public const string Account = "222222222222";
    private const string ExternalId = "external-kanarienvogel";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("auditgrpc-");
    private readonly TestAuthority _clientCa = new(TimeProvider.System.GetUtcNow(), "client CA");
    private readonly List<GrpcChannel> _channels = [];
    private string? _serversHash;
    private Uri _address = null!;

    private SecretScene(SimulatedAws aws, AwsTap tap, TestIssuer issuer)
    {
        Aws = aws;
        Tap = tap;
        Issuer = issuer;
    }

    public Canaries Canaries { get; } = new();

    /// <summary>What AWS answers, good or bad: callers may be told of what is good, the log may not.</summary>
    public Canaries Bodies { get; } = new();

    public SimulatedAws Aws { get; }

    public AwsTap Tap { get; }

    public TestIssuer Issuer { get; }

    public ServerProcess Server { get; private set; } = null!;

    public static async Task<SecretScene> StartAsync()
    {
        var aws = await SimulatedAws.StartAsync(new SimulatorOptions
        {
            RateLimits = false,
            Accounts = { new SimulatedAccountOptions { AccountId = Account, ExternalId = ExternalId } },
        });
        var scene = new SecretScene(aws, await AwsTap.StartAsync(aws.ServiceUrl), await TestIssuer.StartAsync(TimeProvider.System));
        await scene.StartServerAsync();
        return scene;
    }

    /// <summary>A connection, with a certificate or without.</summary>
    public GrpcChannel Connect(X509Certificate2? shown = null)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.ClientCertificateContext = shown is null ? null : TestAuthority.Shown(shown);
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.GetCertHashString() == _serversHash;
        var channel = GrpcChannel.ForAddress(_address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        _channels.Add(channel);
        return channel;
    }

    /// <summary>A certificate of a caller who may do everything; its key is a secret.</summary>
    public X509Certificate2 CallersCertificate()
    {
        var certificate = _clientCa.Issue(Callers.Operator);
        Canaries.AddKey("the key of a caller's certificate", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return certificate;
    }

    /// <summary>Ends the server; returns all it has written: its output, and whatever is in its folders.</summary>
    public async Task<string> StopAsync()
    {
        Server.Signal("TERM");
        Assert.Equal(0, await Server.ExitCodeAsync());
        var files = Directory.GetFiles(Path.Combine(_folder.FullName, "home"), "*", SearchOption.AllDirectories).Select(File.ReadAllText);
        return string.Join('\n', files.Append(Server.Output));
    }

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
        await Tap.DisposeAsync();
        await Aws.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartServerAsync()
    {
        var certificate = new TestAuthority(TimeProvider.System.GetUtcNow(), "server CA").Issue("localhost", TestAuthority.ForServers);
        _serversHash = certificate.GetCertHashString();
        var key = Canaries.AddKey("the server's key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var home = _folder.CreateSubdirectory("home").FullName;
        var environment = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = Canaries.Add("an access key's id", "AKIAKANARIENVOGEL"),
            ["AWS_SECRET_ACCESS_KEY"] = Canaries.Add("a secret access key", "secret/kanarien+vogel"),
            ["AWS_SESSION_TOKEN"] = Canaries.Add("a session token", "session/kanarien+vogel=="),
            ["http_proxy"] = $"http://tap:{Canaries.Add("a proxy's password", "proxy-kanarienvogel")}@{Tap.Address.Authority}",
            ["no_proxy"] = "127.0.0.1",
            ["HOME"] = home,
            ["TMPDIR"] = home,
        };
        Server = ServerProcess.Start(
            "Production",
            environment,
            [
                "Urls=https://127.0.0.1:0",
                .. new[] { "Default", "Microsoft.AspNetCore", "System.Net.Http" }.Select(category => $"Logging:LogLevel:{category}=Trace"),
                // The most that can be said of a line: its values and scopes too.
                "Logging:Console:FormatterName=json",
                "Logging:Console:FormatterOptions:IncludeScopes=true",
                $"Security:Tls:CertificateFile={Write("tls.pem", certificate.ExportCertificatePem())}",
                $"Security:Tls:KeyFile={Write("tls.key", key)}",
                $"Security:ClientCaFile={Write("client-ca.pem", _clientCa.Pem)}",
                $"Security:Jwt:Authority={Issuer.Address}",
                $"Security:Jwt:Audience={TestIssuer.Audience}",
                "Security:Reflection=true",
                .. Callers.Grants.Where(grant => !grant.Contains(":Sources=", StringComparison.Ordinal)),
                .. new[] { "operator", "reader", "elsewhere", "operators", "readers", "writers" }
                    .Select(name => $"Security:Grants:{name}:Sources=*"),
                "Hosting:DrainDelay=00:00:00",
                "Upstream:AttemptTimeout=00:00:02",
                "Upstream:RetryDelay=00:00:00.001",
                "Upstream:Attempts=2",
                .. SourceOf("default"),
                .. SourceOf("two"),
                $"Sources:two:RoleArn=arn:aws:iam::{Account}:role/audits",
                $"Sources:two:ExternalId={Canaries.Add("an external id", ExternalId)}",
            ]);
        _address = await Server.AddressAsync();
    }

    // A name that only the proxy knows.
    private static string[] SourceOf(string name) =>
    [
        $"Sources:{name}:ServiceUrl=http://aws.test", $"Sources:{name}:StsServiceUrl=http://aws.test",
        .. new[] { "Describe", "List", "Start", "Cancel", "Finding", "FindingList", "RelatedList", "Configuration" }
            .Select(operation => $"Sources:{name}:{operation}PerSecond=1000"),
    ];

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
