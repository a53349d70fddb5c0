using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AuditGrpc.Server.Security;

/// <summary>
/// What the issuer of tokens says of itself, its keys foremost. Asked for anew every hour, and when a token names a key that is not
/// known. If the issuer cannot be reached, what it said last holds on.
/// </summary>
internal sealed class SigningKeys(Uri authority, TimeProvider time, ILogger<SigningKeys> logger) : IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromHours(1);
    // Tokens that name keys which nobody has must not make this server call the issuer each time.
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Patience,
        MaxResponseContentBufferSize = 1024 * 1024,
    };

    private readonly Lock _gate = new();
    private volatile OpenIdConnectConfiguration? _known;
    private Task<OpenIdConnectConfiguration?>? _asking;
    private long _askedAt;

    /// <summary>What the issuer said last; nothing if it has not been reached yet.</summary>
    public OpenIdConnectConfiguration? Known
    {
        get
        {
            if (_known is not null && time.GetElapsedTime(Volatile.Read(ref _askedAt)) > MaxAge)
            {
                // Nobody waits for it.
                _ = RenewAsync();
            }

            return _known;
        }
    }

    /// <summary>Asks the issuer anew, unless that was done a moment ago: all who wait for it share one answer.</summary>
    public Task<OpenIdConnectConfiguration?> RenewAsync()
    {
        lock (_gate)
        {
            if (_asking is null || (_asking.IsCompleted && time.GetElapsedTime(_askedAt) >= LeastPause))
            {
                Volatile.Write(ref _askedAt, time.GetTimestamp());
                _asking = AskAsync();
            }

            return _asking;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<OpenIdConnectConfiguration?> AskAsync()
    {
        var address = $"{authority.AbsoluteUri.TrimEnd('/')}/.well-known/openid-configuration";
        try
        {
            var documents = new HttpDocumentRetriever(_http) { RequireHttps = authority.Scheme == Uri.UriSchemeHttps };
            _known = await OpenIdConnectConfigurationRetriever.GetAsync(address, documents, CancellationToken.None);
            logger.SigningKeysRead(authority, _known.SigningKeys.Count);
        }
        // Whatever it answers with, it must not end a call otherwise than as refused.
        catch (Exception exception)
        {
            logger.SigningKeysUnreadable(
                authority, exception.GetType().Name, _known is null ? "tokens are refused" : "the last ones hold on");
        }

        return _known;
    }
}
