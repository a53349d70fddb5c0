using System.Security.Cryptography.X509Certificates;
using System.Text;
using AuditGrpc.EndToEnd.Tests.Secrets;
using AuditGrpc.EndToEnd.Tests.Security;
using AuditGrpc.Simulator;

namespace AuditGrpc.Cli.Tests;

/// <summary>What the command prints, at its most talkative, holds no secret that it was given.</summary>
public sealed class SecretTests : IAsyncLifetime
{
    private const string Canary = "kanarienvogel";

    private readonly Canaries _canaries = new();
    private readonly StringBuilder _said = new();
    private SecureScene _scene = null!;

    public async Task InitializeAsync()
    {
        _scene = await SecureScene.StartAsync(TimeProvider.System);
        var certificate = _scene.ClientCa.Issue(Callers.Operator);
        Write("me.pem", certificate.ExportCertificatePem());
        Write("me.key", _canaries.AddKey("the key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()));
        Write("token", _canaries.AddToken("the token's file", _scene.Issuer.Token("operators")));
        _canaries.Add("a secret of nobody's", Canary);
    }

    public async Task DisposeAsync() => await _scene.DisposeAsync();

    [Fact]
    public async Task Everything_ThatIsPrintedWithDebug_HoldsNoSecret()
    {
        var inProfile = _canaries.AddToken("the profile's token", _scene.Issuer.Token("operators", subject: "a"));
        var inEnvironment = _canaries.AddToken("the environment's token", _scene.Issuer.Token("operators", subject: "b"));
        var expired = _canaries.AddToken("an expired token", _scene.Issuer.Token("operators", to: TimeSpan.FromHours(-1)));

        // Each is let in: so each was shown.
        Assert.Equal(0, await RunAsync("client_certificate: $/me.pem, client_key: $/me.key"));
        Assert.Equal(0, await RunAsync("token_file: $/token"));
        Assert.Equal(0, await RunAsync($"token: {inProfile}"));
        Assert.Equal(0, await RunAsync("", new() { ["AUDITGRPC_TOKEN"] = inEnvironment }));
        Assert.Equal(254, await RunAsync($"token: {expired}"));
        Assert.Equal(254, await RunAsync($"token: {Canary}.{Canary}.{Canary}"));
        var said = _said.ToString();
        Assert.Contains("Grpc.Net.Client", said, StringComparison.Ordinal);
        Assert.Contains("the token has expired", said, StringComparison.Ordinal);

        Assert.Empty(_canaries.FindIn(said));
    }

    [Theory]
    [InlineData("token: 'kanarienvogel\n\nkanarienvogel'")]
    [InlineData("token: kanarienvögel-kanarienvogel")]
    [InlineData("token: 'kanarienvogel")]
    [InlineData("token: [kanarienvogel]")]
    [InlineData("token_file: $/broken")]
    [InlineData("client_certificate: $/broken")]
    [InlineData("client_certificate: $/me.pem, client_key: $/broken")]
    [InlineData("endpoint_url: 'https://me:kanarienvogel@127.0.0.1:1'")]
    [InlineData("endpoint_url: 'ftp://me:kanarienvogel@127.0.0.1:1'")]
    public async Task Call_WithASecretThatCannotBeUsed_FailsWithoutRepeatingIt(string profile)
    {
        Write("broken", $"-----BEGIN PRIVATE KEY-----\n{Canary}\n-----END PRIVATE KEY-----\n{Canary}");

        Assert.NotEqual(0, await RunAsync(profile));

        Assert.NotEmpty(_said.ToString().Trim());
        Assert.Empty(_canaries.FindIn(_said.ToString()));
    }

    private async Task<int> RunAsync(string profile, Dictionary<string, string>? environment = null)
    {
        var folder = Path.GetDirectoryName(_scene.PathOf("x"));
        var address = profile.Contains("endpoint_url", StringComparison.Ordinal) ? "" : $"endpoint_url: '{_scene.Server.Address}', ";
        Write("config.yaml", $"profiles: {{ default: {{ {address}ca_bundle: $/server-ca.pem, {profile} }} }}".Replace("$", folder, StringComparison.Ordinal));
        var exitCode = 0;
        foreach (var command in new[] { "describe", "wait" })
        {
            var ran = await Cli.RunAsync(
                new Dictionary<string, string>(environment ?? []) { ["AUDITGRPC_CONFIG"] = _scene.PathOf("config.yaml") },
                command, "--task-id", SimulatedAudits.Documented, "--debug");
            _said.AppendLine(ran.Output).AppendLine(ran.Error);
            exitCode = Math.Max(exitCode, ran.ExitCode);
        }

        return exitCode;
    }

    private void Write(string file, string text) => File.WriteAllText(_scene.PathOf(file), text);
}
