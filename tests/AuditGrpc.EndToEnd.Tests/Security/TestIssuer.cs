using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AuditGrpc.EndToEnd.Tests.Security;

/// <summary>An OpenID Connect issuer over real HTTP. It writes tokens by hand, so that it can write bad ones too.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "auditgrpc";

    private readonly WebApplication _app;
    private readonly TimeProvider _time;
    private volatile RSA _key = RSA.Create(2048);
    private int _keys;
    private int _asked;

    private TestIssuer(WebApplication app, TimeProvider time)
    {
        _app = app;
        _time = time;
    }

    public string Address => _app.Urls.Single();

    /// <summary>How often its keys were asked for.</summary>
    public int Asked => _asked;

    /// <summary>Whether it answers with an error.</summary>
    public bool IsBroken { get; set; }

    private string KeyId => $"key-{_keys}";

    public static async Task<TestIssuer> StartAsync(TimeProvider time)
    {
        // The server's settings, which lie beside the tests, say HTTP/2.
        var builder = WebApplication.CreateSlimBuilder(["--Urls=http://127.0.0.1:0", "--Kestrel:EndpointDefaults:Protocols=Http1"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var issuer = new TestIssuer(app, time);
        app.MapGet("/.well-known/openid-configuration", () =>
            issuer.Answer($$"""{"issuer":"{{issuer.Address}}","jwks_uri":"{{issuer.Address}}/keys"}"""));
        app.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref issuer._asked);
            var key = issuer._key.ExportParameters(includePrivateParameters: false);
            return issuer.Answer(
                $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"{{issuer.KeyId}}","n":"{{Encode(key.Modulus!)}}","e":"{{Encode(key.Exponent!)}}"}]}""");
        });
        await app.StartAsync();
        return issuer;
    }

    /// <summary>Signs with another key from now on, and forgets the one before.</summary>
    public void Rotate()
    {
        _key = RSA.Create(2048);
        _keys++;
    }

    /// <summary>A token that is valid for an hour, but for what is said.</summary>
    public string Token(
        object? groups = null,
        string? subject = "someone",
        string? audience = Audience,
        string? issuer = null,
        string algorithm = "RS256",
        string? keyId = null,
        TimeSpan? from = null,
        TimeSpan? to = null,
        string? scope = null)
    {
        var now = _time.GetUtcNow();
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = issuer ?? Address,
            ["aud"] = audience,
            ["sub"] = subject,
            ["groups"] = groups,
            ["scope"] = scope,
            ["nbf"] = (now + (from ?? TimeSpan.Zero)).ToUnixTimeSeconds(),
            ["exp"] = (now + (to ?? TimeSpan.FromHours(1))).ToUnixTimeSeconds(),
        };
        var header = Encode(JsonSerializer.SerializeToUtf8Bytes(new { alg = algorithm, typ = "JWT", kid = keyId ?? KeyId }));
        var body = Encode(JsonSerializer.SerializeToUtf8Bytes(
            claims.Where(claim => claim.Value is not null).ToDictionary()));
        return $"{header}.{body}.{Encode(Sign(algorithm, Encoding.ASCII.GetBytes($"{header}.{body}")))}";
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Answer(string json) => IsBroken ? Results.StatusCode(500) : Results.Text(json, "application/json");

    private byte[] Sign(string algorithm, byte[] content) => algorithm switch
    {
        "none" => [],
        // The public key is no secret: whoever takes it for one lets everybody in.
        "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(_key.ExportSubjectPublicKeyInfoPem()), content),
        _ => _key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
