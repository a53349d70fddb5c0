using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace AuditGrpc.EndToEnd.Tests.Secrets;

/// <summary>A proxy that asks for a password, before AWS: it keeps what passes in either direction.</summary>
internal sealed partial class AwsTap : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly Uri _target;

    private AwsTap(WebApplication app, Uri target)
    {
        _app = app;
        _target = target;
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>The headers and bodies of requests, and the bodies of replies.</summary>
    public string Seen => string.Join('\n', _seen);

    /// <summary>What to answer in place of AWS, if anything: the status and the body, by the request's.</summary>
    public Func<string, (int Status, string Body)?> Answer { get; set; } = _ => null;

    public static async Task<AwsTap> StartAsync(Uri target)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var tap = new AwsTap(builder.Build(), target);
        tap._app.Run(tap.PassAsync);
        await tap._app.StartAsync();
        return tap;
    }

    /// <summary>Adds the credentials that STS gave, and the last signatures.</summary>
    public void AddSecretsTo(Canaries canaries)
    {
        foreach (Match given in Given().Matches(Seen))
        {
            canaries.Add($"{given.Groups["what"].Value} of an assumed role", given.Groups["value"].Value);
        }

        foreach (Match signature in Signature().Matches(Seen).TakeLast(20))
        {
            canaries.Add("a signature", signature.Groups[1].Value);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        // Only what can be sent again is asked to be.
        if (context.Request.Method == "GET" && !context.Request.Headers.ContainsKey("Proxy-Authorization"))
        {
            context.Response.StatusCode = 407;
            context.Response.Headers["Proxy-Authenticate"] = "Basic realm=\"tap\"";
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        foreach (var (name, values) in context.Request.Headers)
        {
            _seen.Enqueue($"{name}: {values}");
        }

        _seen.Enqueue(Uri.UnescapeDataString(body));
        if (Answer(body) is { } answer)
        {
            context.Response.StatusCode = answer.Status;
            await context.Response.WriteAsync(answer.Body);
            return;
        }

        try
        {
            await PassAsync(context, body);
        }
        catch (HttpRequestException)
        {
            // What is behind has hung up.
            context.Abort();
        }
    }

    private async Task PassAsync(HttpContext context, string body)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method), new Uri(_target, $"{context.Request.Path}{context.Request.QueryString}"));
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        foreach (var name in new[] { "Authorization", "X-Amz-Security-Token" })
        {
            request.Headers.TryAddWithoutValidation(name, context.Request.Headers[name].ToArray());
        }

        using var reply = await _client.SendAsync(request, context.RequestAborted);
        var answer = await reply.Content.ReadAsStringAsync(context.RequestAborted);
        _seen.Enqueue(answer);
        context.Response.StatusCode = (int)reply.StatusCode;
        context.Response.ContentType = reply.Content.Headers.ContentType?.ToString();
        foreach (var name in new[] { "x-amzn-ErrorType", "x-amzn-RequestId" }.Where(reply.Headers.Contains))
        {
            context.Response.Headers[name] = reply.Headers.GetValues(name).ToArray();
        }

        await context.Response.WriteAsync(answer);
    }

    [GeneratedRegex("<(?<what>AccessKeyId|SecretAccessKey|SessionToken)>(?<value>[^<]+)<")]
    private static partial Regex Given();

    [GeneratedRegex("Signature=([0-9a-f]{64})")]
    private static partial Regex Signature();
}
