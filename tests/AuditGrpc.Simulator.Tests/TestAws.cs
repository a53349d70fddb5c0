using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AuditGrpc.Tests;

namespace AuditGrpc.Simulator.Tests;

/// <summary>A simulator on a clock that stands still, and an HTTP client that signs as AWS's clients do.</summary>
internal sealed class TestAws : IAsyncDisposable
{
    private TestAws(SimulatedAws simulator, ManualTime time)
    {
        Simulator = simulator;
        Time = time;
        Http = new() { BaseAddress = simulator.ServiceUrl };
        Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", Signature("iot"));
    }

    public SimulatedAws Simulator { get; }

    public ManualTime Time { get; }

    public HttpClient Http { get; }

    public static async Task<TestAws> StartAsync(SimulatorOptions? options = null)
    {
        var time = new ManualTime();
        return new(await SimulatedAws.StartAsync(options, time), time);
    }

    public static string Signature(string service, string region = "eu-central-1", string accessKeyId = "AKID") =>
        $"AWS4-HMAC-SHA256 Credential={accessKeyId}/20260102/{region}/{service}/aws4_request, "
        + "SignedHeaders=host;x-amz-date, Signature=00";

    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path and the query.</param>
    /// <param name="body">The body, as JSON, or as it is if it is content already.</param>
    /// <param name="authorization">Who signs. Null is one whose access key is nobody's.</param>
    /// <param name="token">The session token.</param>
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, object? body = null, string? authorization = null, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body, options: JsonSerializerOptions.Default)),
        };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (token is not null)
        {
            request.Headers.Add("X-Amz-Security-Token", token);
        }

        using var response = await Http.SendAsync(request);
        return new(
            response.StatusCode,
            response.Headers.TryGetValues("x-amzn-ErrorType", out var code) ? code.Single() : null,
            response.Headers.TryGetValues("x-amzn-RequestId", out var id) ? id.Single() : null,
            response.Content.Headers.ContentType?.ToString(),
            await response.Content.ReadAsStringAsync());
    }

    public Task<Answer> DescribeAsync(string taskId) => SendAsync(HttpMethod.Get, $"/audit/tasks/{taskId}");

    public Task<Answer> StartAuditAsync(params string[] checks) =>
        SendAsync(HttpMethod.Post, "/audit/tasks", new { targetCheckNames = checks });

    public Task<Answer> CancelAsync(string taskId) => SendAsync(HttpMethod.Put, $"/audit/tasks/{taskId}/cancel");

    public Task<Answer> ListAsync(string more = "") => SendAsync(
        HttpMethod.Get,
        $"/audit/tasks?startTime={Iso(Time.GetUtcNow().AddDays(-30))}&endTime={Iso(Time.GetUtcNow())}{more}");

    public Task<Answer> ListFindingsAsync(object request) => SendAsync(HttpMethod.Post, "/audit/findings", request);

    public Task<Answer> DescribeFindingAsync(string findingId) => SendAsync(HttpMethod.Get, $"/audit/findings/{findingId}");

    private static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Simulator.DisposeAsync();
    }
}

internal sealed record Answer(HttpStatusCode Status, string? ErrorType, string? RequestId, string? ContentType, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string[] TaskIds => [.. Json["tasks"]!.AsArray().Select(task => (string)task!["taskId"]!)];

    public JsonObject[] Findings => [.. Json["findings"]!.AsArray().Select(finding => finding!.AsObject())];

    public string[] FindingIds => [.. Findings.Select(finding => (string)finding["findingId"]!)];

    public void IsError(int status, string code)
    {
        Assert.Equal((status, $"{code}:"), ((int)Status, ErrorType));
        Assert.Equal("application/json", ContentType);
        Assert.Equal(RequestId, (string?)Json["traceId"]);
        Assert.NotEmpty((string)Json["message"]!);
    }
}
