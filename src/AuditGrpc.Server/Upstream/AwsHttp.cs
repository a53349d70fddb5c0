using Amazon.Runtime;
using AuditGrpc.Server.Errors;

namespace AuditGrpc.Server.Upstream;

/// <summary>HTTP to AWS. What AWS's SDK makes for itself waits for a body, of whatever size, without any limit of time.</summary>
internal sealed class AwsHttp : HttpClientFactory
{
    /// <summary>The bytes that a reply may have: several times a page of findings, AWS's longest.</summary>
    public const int LargestReply = 4 << 20;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    // A connection's address is looked up when it is made, so none is kept for ever.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var connections = new SocketsHttpHandler
        {
            ConnectTimeout = ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            // A signature holds for one address.
            AllowAutoRedirect = false,
            UseCookies = false,
        };
        return new HttpClient(new WholeReplies(connections)) { Timeout = clientConfig.Timeout!.Value };
    }

    /// <summary>Replies arrive as a whole, or not at all: the SDK blocks a thread where it waits for the rest of one.</summary>
    private sealed class WholeReplies(HttpMessageHandler connections) : DelegatingHandler(connections)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var reply = await base.SendAsync(request, cancellationToken);
            try
            {
                await reply.Content.LoadIntoBufferAsync(LargestReply, cancellationToken);
                return ReplyShapes.AreWhole(await reply.Content.ReadAsByteArrayAsync(cancellationToken)) ? reply : throw AuditFailure.InvalidResponse();
            }
            catch
            {
                reply.Dispose();
                throw;
            }
        }
    }
}
