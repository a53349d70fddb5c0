using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>Spoilt requests of every kind: the message, its frame, the headers. A case is told by its number alone.</summary>
internal sealed class RequestFuzz(Uri server) : IDisposable
{
    // The contract's, and what gRPC itself says of a request that never got to the service.
    private static readonly HashSet<StatusCode> _possible =
    [
        StatusCode.OK, StatusCode.InvalidArgument, StatusCode.NotFound, StatusCode.FailedPrecondition, StatusCode.ResourceExhausted,
        StatusCode.Unavailable, StatusCode.Internal, StatusCode.Unimplemented, StatusCode.DeadlineExceeded, StatusCode.Cancelled,
    ];

    private static readonly string[] _types =
        ["application/grpc+json", "application/json", "application/grpc-web", "text/plain", "APPLICATION/GRPC", "application/grpc;x=y"];
    private static readonly string[] _timeouts = ["1n", "1m", "0S", "-1S", "99999999H", "x", "100000000000S", ""];
    private static readonly string[] _encodings = ["gzip", "deflate", "identity", "br", "zzz"];

    private readonly HttpClient _client = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true });
    private readonly SortedDictionary<string, int> _answers = [];

    /// <summary>How often each answer came.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <summary>Runs some cases; throws at the first answer that cannot be.</summary>
    public async Task RunAsync(int seed, int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            var answer = await AnswerAsync(new Random(unchecked((seed * 1_000_003) + number)), number);
            _answers[answer] = _answers.GetValueOrDefault(answer) + 1;
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<string> AnswerAsync(Random random, int number)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var request = RequestOf(random);
        try
        {
            using var reply = await _client.SendAsync(request, limit.Token);
            if (reply.StatusCode != HttpStatusCode.OK)
            {
                Assert.True((int)reply.StatusCode is >= 400 and < 500, $"case {number} was answered with HTTP {(int)reply.StatusCode}");
                return $"HTTP {(int)reply.StatusCode}";
            }

            await reply.Content.LoadIntoBufferAsync(limit.Token);
            var status = reply.Headers.TryGetValues("grpc-status", out var early) ? early.Single()
                : reply.TrailingHeaders.TryGetValues("grpc-status", out var late) ? late.Single()
                : null;
            Assert.True(status is not null, $"case {number} was answered without a status");
            var code = (StatusCode)int.Parse(status, CultureInfo.InvariantCulture);
            Assert.True(_possible.Contains(code), $"case {number} was answered with {code}");
            return code.ToString();
        }
        // The server has reset the stream, which it may where it cannot read it.
        catch (HttpRequestException)
        {
            return "reset";
        }
    }

    private HttpRequestMessage RequestOf(Random random)
    {
        var (path, message) = RequestSamples.All[random.Next(RequestSamples.All.Count)];
        var part = random.Next(10);
        var body = part switch
        {
            < 6 => Framed(Mutation.Of(message, random, WireMutation.Of)),
            6 => Mutation.Of(Framed(message), random, WireMutation.Of),
            7 => FrameMutation.Of(message, random),
            _ => Framed(message),
        };
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(part == 8 ? _types[random.Next(_types.Length)] : "application/grpc");
        var other = part == 9 && random.Next(2) == 0 ? $"{(char)random.Next('A', 'Z')}" : "";
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, $"/{path}{other}"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TE.ParseAdd("trailers");
        if (part == 9)
        {
            request.Headers.TryAddWithoutValidation("grpc-timeout", _timeouts[random.Next(_timeouts.Length)]);
            request.Headers.TryAddWithoutValidation("odd-bin", "not base64!");
        }

        if (part == 9 || (part == 7 && random.Next(2) == 0))
        {
            request.Headers.TryAddWithoutValidation("grpc-encoding", _encodings[random.Next(_encodings.Length)]);
        }

        return request;
    }

    private static byte[] Framed(byte[] message) => FrameMutation.Framed(0, message.Length, message);
}
