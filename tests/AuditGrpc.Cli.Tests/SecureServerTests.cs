using System.Security.Cryptography.X509Certificates;
using AuditGrpc.EndToEnd.Tests.Harness;
using AuditGrpc.EndToEnd.Tests.Security;
using AuditGrpc.Simulator;

namespace AuditGrpc.Cli.Tests;

/// <summary>The command and a server that asks who calls.</summary>
public sealed class SecureServerTests : IAsyncLifetime
{
    private SecureScene _scene = null!;

    public async Task InitializeAsync()
    {
        _scene = await SecureScene.StartAsync(TimeProvider.System);
        var certificate = _scene.ClientCa.Issue(Callers.Operator);
        Write("me.pem", certificate.ExportCertificatePem());
        Write("me.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Write("both.pem", $"{certificate.ExportCertificatePem()}\n{certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}");
        Write("stranger.pem", Stranger());
        Write("token", $"{_scene.Issuer.Token("operators")}\n");
        Write("reader", _scene.Issuer.Token(scope: "audits"));
    }

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Theory]
    [InlineData("ca_bundle: $/server-ca.pem, client_certificate: $/me.pem, client_key: $/me.key")]
    [InlineData("ca_bundle: $/server-ca.pem, client_certificate: $/both.pem")]
    [InlineData("ca_bundle: $/server-ca.pem, token_file: $/token")]
    public async Task Describe_WithWhatTheProfileShows_IsLetIn(string profile) => (await RunAsync(profile)).Succeeded();

    [Fact]
    public async Task Describe_WithATokenInTheProfile_IsLetIn() =>
        (await RunAsync($"ca_bundle: $/server-ca.pem, token: {_scene.Issuer.Token("operators")}")).Succeeded();

    [Fact]
    public async Task Describe_WithATokenInTheEnvironment_IsLetIn() =>
        (await RunAsync("ca_bundle: $/server-ca.pem", new() { ["AUDITGRPC_TOKEN"] = _scene.Issuer.Token("operators") })).Succeeded();

    [Fact]
    public async Task Describe_WithoutVerifyingTheServer_IsLetIn() => (await RunAsync("token_file: $/token", [], "--no-verify-ssl")).Succeeded();

    [Fact]
    public async Task Describe_FromAServerOfACaThatIsNotTrusted_EndsWith255()
    {
        var command = await RunAsync("token_file: $/token");

        Assert.Equal(255, command.ExitCode);
        Assert.Contains("certificate", command.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("ca_bundle: $/server-ca.pem", "a client certificate or a bearer token must be shown")]
    [InlineData("ca_bundle: $/server-ca.pem, token: nonsense", "the token is not valid")]
    [InlineData("ca_bundle: $/server-ca.pem, client_certificate: $/stranger.pem", "the client certificate is not from a CA that this server trusts")]
    public async Task Describe_WithoutAGoodCredential_EndsWith254AndSaysWhatIsWrong(string profile, string fault)
    {
        var command = await RunAsync(profile);

        Assert.Equal(254, command.ExitCode);
        Assert.Contains(fault, command.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("nonsense", command.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutThePermission_EndsWith254AndNamesIt()
    {
        var command = await CliAsync(
            "ca_bundle: $/server-ca.pem, token_file: $/reader", [], "start", "--target-check-names", "DEVICE_CERTIFICATE_EXPIRING_CHECK");

        Assert.Equal(254, command.ExitCode);
        Assert.Contains("audit.write", command.Error, StringComparison.Ordinal);
    }

    private static string Stranger()
    {
        var stranger = TestAuthority.SelfSigned(Callers.Operator, TimeProvider.System.GetUtcNow());
        return $"{stranger.ExportCertificatePem()}\n{stranger.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()}";
    }

    private Task<Command> RunAsync(string profile, Dictionary<string, string>? environment = null, params string[] options) =>
        CliAsync(profile, environment ?? [], ["describe", "--task-id", SimulatedAudits.Documented, .. options]);

    private Task<Command> CliAsync(string profile, Dictionary<string, string> environment, params string[] arguments)
    {
        var folder = Path.GetDirectoryName(_scene.PathOf("x"));
        Write("config.yaml", $"profiles: {{ default: {{ endpoint_url: '{_scene.Server.Address}', {profile.Replace("$", folder, StringComparison.Ordinal)} }} }}");
        return Cli.RunAsync(new Dictionary<string, string>(environment) { ["AUDITGRPC_CONFIG"] = _scene.PathOf("config.yaml") }, arguments);
    }

    private void Write(string file, string text) => File.WriteAllText(_scene.PathOf(file), text);
}
