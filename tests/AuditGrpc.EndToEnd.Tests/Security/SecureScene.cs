using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace AuditGrpc.EndToEnd.Tests.Security;

/// <summary>A server with TLS, client certificates, tokens and grants, and those who issue them.</summary>
internal sealed class SecureScene : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly DirectoryInfo _folder;
    private readonly List<GrpcChannel> _channels = [];

    private SecureScene(TimeProvider time, TestIssuer issuer)
    {
        _time = time;
        _folder = Directory.CreateTempSubdirectory("auditgrpc-");
        Issuer = issuer;
        ServerCa = new TestAuthority(time.GetUtcNow(), "server CA");
        ClientCa = new TestAuthority(time.GetUtcNow(), "client CA");
        RenewServerCertificate();
        File.WriteAllText(PathOf("client-ca.pem"), ClientCa.Pem);
        File.WriteAllText(PathOf("server-ca.pem"), ServerCa.Pem);
    }

    public RunningServer Server { get; private set; } = null!;

    public TestIssuer Issuer { get; }

    public TestAuthority ServerCa { get; }

    public TestAuthority ClientCa { get; }

    public static async Task<SecureScene> StartAsync(TimeProvider time, params string[] settings)
    {
        var scene = new SecureScene(time, await TestIssuer.StartAsync(time));
        scene.Server = await RunningServer.StartAsync(
            time,
            [
                "Urls=https://127.0.0.1:0",
                $"Security:Tls:CertificateFile={scene.PathOf("tls.pem")}",
                $"Security:Tls:KeyFile={scene.PathOf("tls.key")}",
                $"Security:ClientCaFile={scene.PathOf("client-ca.pem")}",
                $"Security:Jwt:Authority={scene.Issuer.Address}",
                $"Security:Jwt:Audience={TestIssuer.Audience}",
                "Security:Reflection=true",
                "Sources:other:ServiceUrl=http://127.0.0.1:1",
                "Sources:other:StsServiceUrl=http://127.0.0.1:1",
                "Upstream:Attempts=1",
                // Time that a test moves by minutes must not make a write that is under way look stalled.
                "Watch:WriteTimeout=00:05:00",
                .. Callers.Grants,
                .. settings,
            ]);
        return scene;
    }

    public string PathOf(string file) => Path.Combine(_folder.FullName, file);

    /// <summary>Puts a new certificate in the place of the server's, issued by an authority that clients are not told of.</summary>
    public X509Certificate2 RenewServerCertificate()
    {
        var between = new TestAuthority(_time.GetUtcNow(), "between", ServerCa);
        var certificate = between.Issue("localhost", TestAuthority.ForServers);
        File.WriteAllText(PathOf("tls.key"), certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(PathOf("tls.pem"), $"{certificate.ExportCertificatePem()}\n{between.Pem}\n");
        return certificate;
    }

    /// <summary>A connection of its own.</summary>
    /// <param name="shown">The certificate to show, if any.</param>
    /// <param name="authorization">The header to send, if any.</param>
    /// <param name="connected">Sees the server's certificate.</param>
    public GrpcChannel Connect(SslStreamCertificateContext? shown, string? authorization, Action<X509Certificate2>? connected = null) =>
        Open(shown, authorization is null ? null : () => authorization, connected);

    /// <summary>A connection whose calls each have a header of their own.</summary>
    public GrpcChannel Connect(Func<string> authorization) => Open(shown: null, authorization, connected: null);

    public AuditService.AuditServiceClient ClientWith(X509Certificate2 certificate) => new(Connect(TestAuthority.Shown(certificate), null));

    public AuditService.AuditServiceClient ClientWith(string token) => new(Connect(null, $"Bearer {token}"));

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        await Server.DisposeAsync();
        await Issuer.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private GrpcChannel Open(SslStreamCertificateContext? shown, Func<string>? authorization, Action<X509Certificate2>? connected)
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = false };
        handler.SslOptions.ClientCertificateContext = shown;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            connected?.Invoke((X509Certificate2)certificate!);
            using var own = new X509Chain();
            own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            own.ChainPolicy.CustomTrustStore.Add(ServerCa.Certificate);
            own.ChainPolicy.ExtraStore.AddRange(chain!.ChainPolicy.ExtraStore);
            own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            own.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
            return own.Build((X509Certificate2)certificate!);
        };
        var channel = GrpcChannel.ForAddress(Server.Address, new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            Credentials = authorization is null
                ? null
                : ChannelCredentials.Create(ChannelCredentials.SecureSsl, CallCredentials.FromInterceptor((_, metadata) =>
                {
                    metadata.Add("authorization", authorization());
                    return Task.CompletedTask;
                })),
        });
        _channels.Add(channel);
        return channel;
    }
}
