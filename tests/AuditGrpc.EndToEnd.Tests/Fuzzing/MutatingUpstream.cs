using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AuditGrpc.EndToEnd.Tests.Fuzzing;

/// <summary>Stands before a simulated AWS, and spoils each reply: the status and error code at times, the body always.</summary>
internal sealed class MutatingUpstream : IAsyncDisposable
{
    private const string ErrorType = "x-amzn-ErrorType";

    private static readonly int[] _statuses =
        [200, 201, 202, 206, 301, 307, 400, 401, 403, 404, 408, 409, 410, 413, 429, 500, 502, 503, 504, 599];

    private static readonly string[] _codes =
    [
        "InvalidRequestException", "ResourceNotFoundException", "ThrottlingException", "InternalFailureException", "AccessDeniedException",
        "ExpiredTokenException", "LimitExceededException", "ServiceUnavailableException", "NobodyKnowsException", "", ":", "a:b:c", "#",
    ];

    private static readonly string[] _types =
        ["text/html", "text/plain; charset=utf-16", "application/xml", "application/x-amz-json-1.1", "nonsense"];

    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private int _case;

    private MutatingUpstream(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The simulated AWS.</summary>
    public Uri? Target { get; set; }

    /// <summary>What chooses how the next replies are spoilt.</summary>
    public int Case
    {
        get => Volatile.Read(ref _case);
        set => Volatile.Write(ref _case, value);
    }

    public static async Task<MutatingUpstream> StartAsync()
    {
        // An empty builder: one with defaults would read the server's settings, which are beside it.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var upstream = new MutatingUpstream(builder.Build());
        upstream._app.Run(upstream.AnswerAsync);
        await upstream._app.StartAsync();
        return upstream;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var random = new Random(Case);
        using var reply = await _client.SendAsync(await CopyAsync(context.Request));
        var code = reply.Headers.TryGetValues(ErrorType, out var codes) ? codes.Single() : null;
        context.Response.StatusCode = (int)reply.StatusCode;
        if (random.Next(5) == 0)
        {
            context.Response.StatusCode = _statuses[random.Next(_statuses.Length)];
            code = random.Next(3) == 0 ? null : _codes[random.Next(_codes.Length)];
        }

        if (code is not null)
        {
            context.Response.Headers[ErrorType] = code;
        }

        context.Response.ContentType = random.Next(10) == 0
            ? _types[random.Next(_types.Length)]
            : reply.Content.Headers.ContentType?.ToString();
        var body = Mutation.Of(await reply.Content.ReadAsByteArrayAsync(), random, JsonMutation.Of);
        await context.Response.Body.WriteAsync(random.Next(50) == 0 ? [.. "<html><body>"u8, .. body, .. "</body></html>"u8] : body);
    }

    private async Task<HttpRequestMessage> CopyAsync(HttpRequest request)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        body.Position = 0;
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(Target!, $"{request.Path}{request.QueryString}"));
        if (body.Length > 0)
        {
            copy.Content = new StreamContent(body);
            copy.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        foreach (var (name, values) in request.Headers)
        {
            if (name == "Authorization" || name.StartsWith("X-Amz", StringComparison.OrdinalIgnoreCase))
            {
                copy.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        return copy;
    }
}
