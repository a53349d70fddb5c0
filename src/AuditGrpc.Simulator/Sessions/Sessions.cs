using System.Security.Cryptography;
using System.Text;

namespace AuditGrpc.Simulator;

/// <summary>
/// The sessions of assumed roles, those too that expired less than a day ago: their credentials are told apart from credentials that
/// are nobody's.
/// </summary>
internal sealed class Sessions(SimulatorOptions options, TimeProvider time)
{
    private static readonly TimeSpan _rememberedFor = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Session> _sessions = [];
    private long _begun;

    public Session Begin(string accountId, string roleName, string sessionName, TimeSpan duration)
    {
        lock (_lock)
        {
            var forgotten = time.GetUtcNow() - _rememberedFor;
            foreach (var old in _sessions.Values.Where(session => session.Expiration <= forgotten).ToList())
            {
                _sessions.Remove(old.AccessKeyId);
            }

            // Credentials follow from the order of sessions, as everything here follows from something: nothing is secret.
            var hash = SHA512.HashData(Encoding.UTF8.GetBytes($"{_begun++} {accountId} {roleName} {sessionName}"));
            var session = new Session(
                accountId,
                roleName,
                sessionName,
                AccessKeyId: $"ASIA{Convert.ToHexString(hash.AsSpan(..8))}",
                SecretAccessKey: Convert.ToBase64String(hash.AsSpan(8..38)),
                SessionToken: Convert.ToBase64String(hash),
                Expiration: time.GetUtcNow() + (options.SessionLifetime ?? duration));
            _sessions.Add(session.AccessKeyId, session);
            return session;
        }
    }

    public Session? Find(string accessKeyId)
    {
        lock (_lock)
        {
            return _sessions.GetValueOrDefault(accessKeyId);
        }
    }

    /// <summary>Why a request with a session's access key is refused; null if it is not.</summary>
    public AwsErrorException? RefusalOf(Session? session, string? token)
    {
        if (session is null)
        {
            return null;
        }

        if (session.SessionToken != token)
        {
            return new(403, "UnrecognizedClientException", "The security token included in the request is invalid");
        }

        return session.Expiration <= time.GetUtcNow()
            ? new(403, "ExpiredTokenException", "The security token included in the request is expired")
            : null;
    }
}
