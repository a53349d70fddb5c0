using System.Net;
using System.Xml.Linq;

namespace AuditGrpc.Simulator.Tests;

public sealed class SessionTests
{
    private const string Two = "222222222222";
    private const string Role = $"arn:aws:iam::{Two}:role/teams/audits";
    private const string Path = $"/audit/tasks/{SimulatedAudits.Documented}";
    private static readonly XNamespace _sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    [Fact]
    public async Task AssumeRole_OfAnotherAccount_GivesItsCredentials()
    {
        await using var aws = await StartAsync();

        var answer = await AssumeAsync(aws);

        Assert.Equal((HttpStatusCode.OK, "text/xml"), (answer.Status, answer.ContentType));
        var xml = XElement.Parse(answer.Text);
        Assert.Equal(_sts + "AssumeRoleResponse", xml.Name);
        Assert.Equal($"arn:aws:sts::{Two}:assumed-role/audits/tests", Value(answer, "Arn"));
        Assert.StartsWith("ASIA", Value(answer, "AccessKeyId"));
        Assert.Equal("2026-01-02T04:04:05Z", Value(answer, "Expiration"));
        Assert.Equal(answer.RequestId, Value(answer, "RequestId"));

        aws.Simulator.Account(Two).Audits.Put("theirs", new() { TaskStatus = AuditWords.Completed });
        Assert.Equal(HttpStatusCode.OK, (await WithAsync(aws, answer, "/audit/tasks/theirs")).Status);
        Assert.Equal(1, aws.Simulator.Account(Two).Calls.Total);
        Assert.Equal(1, aws.Simulator.Account("123456789012").Calls.Of("AssumeRole"));
    }

    [Theory]
    [InlineData("RoleArn", "arn:aws:iam::222222222222:user/audits")]
    [InlineData("RoleArn", null)]
    [InlineData("RoleSessionName", "a b")]
    [InlineData("RoleSessionName", "a")]
    [InlineData("DurationSeconds", "899")]
    [InlineData("DurationSeconds", "43201")]
    [InlineData("DurationSeconds", "long")]
    [InlineData("ExternalId", "x")]
    public async Task AssumeRole_ImpossibleParameter_IsAValidationError(string name, string? value)
    {
        await using var aws = await StartAsync();

        IsError(await AssumeAsync(aws, (name, value)), 400, "ValidationError");
    }

    [Fact]
    public async Task AssumeRole_OfAnAccountThatIsNotServed_IsDenied()
    {
        await using var aws = await StartAsync();

        IsError(await AssumeAsync(aws, ("RoleArn", "arn:aws:iam::999999999999:role/audits")), 403, "AccessDenied");
    }

    [Theory]
    [InlineData(null, 403)]
    [InlineData("tenant-3", 403)]
    [InlineData("tenant-2", 200)]
    public async Task AssumeRole_OfAnAccountWithAnExternalId_NeedsIt(string? externalId, int status)
    {
        await using var aws = await TestAws.StartAsync(new() { Accounts = { new() { AccountId = Two, ExternalId = "tenant-2" } } });

        var answer = await AssumeAsync(aws, ("ExternalId", externalId));

        Assert.Equal(status, (int)answer.Status);
    }

    [Fact]
    public async Task Credentials_AfterTheirTime_AreExpired()
    {
        await using var aws = await StartAsync();
        var session = await AssumeAsync(aws, ("DurationSeconds", "900"));

        aws.Time.Advance(TimeSpan.FromSeconds(899));
        Assert.Equal(HttpStatusCode.OK, (await WithAsync(aws, session, Path)).Status);
        aws.Time.Advance(TimeSpan.FromSeconds(1));

        var expired = await WithAsync(aws, session, Path);
        expired.IsError(403, "ExpiredTokenException");
        Assert.Equal("The security token included in the request is expired", (string?)expired.Json["message"]);
        IsError(await IdentifyAsync(aws, session), 403, "ExpiredToken");
    }

    [Fact]
    public async Task Credentials_ADayAfterTheirTime_AreForgotten()
    {
        await using var aws = await StartAsync();
        var session = await AssumeAsync(aws, ("DurationSeconds", "900"));

        aws.Time.Advance(TimeSpan.FromHours(24));
        await AssumeAsync(aws);
        (await WithAsync(aws, session, Path)).IsError(403, "ExpiredTokenException");
        aws.Time.Advance(TimeSpan.FromMinutes(15));
        var another = await AssumeAsync(aws);

        // An access key that is nobody's is the default account's.
        Assert.Equal(HttpStatusCode.OK, (await WithAsync(aws, session, Path)).Status);
        Assert.NotEqual(Value(session, "AccessKeyId"), Value(another, "AccessKeyId"));
    }

    [Fact]
    public async Task Credentials_WithALifetimeOfTheSimulators_LiveThatLong()
    {
        await using var aws = await StartAsync(new() { SessionLifetime = TimeSpan.FromSeconds(5) });
        var session = await AssumeAsync(aws);

        aws.Time.Advance(TimeSpan.FromSeconds(5));

        (await WithAsync(aws, session, Path)).IsError(403, "ExpiredTokenException");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another")]
    public async Task Credentials_WithoutTheirToken_AreNobodys(string? token)
    {
        await using var aws = await StartAsync();
        var session = await AssumeAsync(aws);
        var key = Value(session, "AccessKeyId");

        var answer = await aws.SendAsync(HttpMethod.Get, Path, null, TestAws.Signature("iot", accessKeyId: key), token);
        var identity = await StsAsync(aws, key, token, ("Action", "GetCallerIdentity"));

        answer.IsError(403, "UnrecognizedClientException");
        IsError(identity, 403, "InvalidClientTokenId");
    }

    [Fact]
    public async Task GetCallerIdentity_OfKeysAndOfASession_NamesTheAccount()
    {
        await using var aws = await StartAsync();

        var keys = await StsAsync(aws, "AKID", null, ("Action", "GetCallerIdentity"));
        var session = await IdentifyAsync(aws, await AssumeAsync(aws));

        Assert.Equal(("123456789012", "arn:aws:iam::123456789012:user/simulated"), (Value(keys, "Account"), Value(keys, "Arn")));
        Assert.Equal((Two, $"arn:aws:sts::{Two}:assumed-role/audits/tests"), (Value(session, "Account"), Value(session, "Arn")));
        Assert.Equal(2, aws.Simulator.Calls.Of("GetCallerIdentity"));
    }

    [Fact]
    public async Task Sts_AnotherActionOrScope_IsRefused()
    {
        await using var aws = await StartAsync();

        IsError(await StsAsync(aws, "AKID", null, ("Action", "GetSessionToken")), 400, "InvalidAction");
        using var form = new FormUrlEncodedContent([new("Action", "GetCallerIdentity")]);
        IsError(await aws.SendAsync(HttpMethod.Post, "/", form, TestAws.Signature("iot")), 403, "InvalidSignature");
        (await aws.SendAsync(HttpMethod.Get, Path, authorization: TestAws.Signature("sts"))).IsError(403, "InvalidSignatureException");
    }

    [Theory]
    [InlineData(FaultKind.Throttle, 400)]
    [InlineData(FaultKind.Error, 503)]
    [InlineData(FaultKind.UnknownWords, 200)]
    [InlineData(FaultKind.Empty, 200)]
    public async Task AssumeRole_WithAFault_HasIt(FaultKind kind, int status)
    {
        await using var aws = await StartAsync();
        aws.Simulator.Faults.Inject(new() { Kind = kind, Operation = "AssumeRole", Status = 503, Code = "ServiceUnavailable" });

        var answer = await AssumeAsync(aws);

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(status == 200, !answer.Text.Contains("<Code>", StringComparison.Ordinal));
    }

    private static Task<TestAws> StartAsync(SimulatorOptions? options = null)
    {
        options ??= new();
        options.Accounts.Add(new() { AccountId = Two });
        return TestAws.StartAsync(options);
    }

    /// <summary>Assumes the role, with one of the parameters as said; one that is null is left out.</summary>
    private static Task<Answer> AssumeAsync(TestAws aws, (string Name, string? Value)? other = null)
    {
        var parameters = new Dictionary<string, string?>
        {
            ["Action"] = "AssumeRole",
            ["Version"] = "2011-06-15",
            ["RoleArn"] = Role,
            ["RoleSessionName"] = "tests",
        };
        if (other is { } changed)
        {
            parameters[changed.Name] = changed.Value;
        }

        return StsAsync(aws, "AKID", null, [.. parameters.Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value!))]);
    }

    private static Task<Answer> IdentifyAsync(TestAws aws, Answer session) =>
        StsAsync(aws, Value(session, "AccessKeyId"), Value(session, "SessionToken"), ("Action", "GetCallerIdentity"));

    private static Task<Answer> WithAsync(TestAws aws, Answer session, string path) => aws.SendAsync(
        HttpMethod.Get,
        path,
        authorization: TestAws.Signature("iot", accessKeyId: Value(session, "AccessKeyId")),
        token: Value(session, "SessionToken"));

    private static async Task<Answer> StsAsync(TestAws aws, string accessKeyId, string? token, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        return await aws.SendAsync(HttpMethod.Post, "/", content, TestAws.Signature("sts", accessKeyId: accessKeyId), token);
    }

    private static string Value(Answer answer, string element) =>
        XElement.Parse(answer.Text).Descendants(_sts + element).Single().Value;

    private static void IsError(Answer answer, int status, string code)
    {
        Assert.Equal((status, code), ((int)answer.Status, Value(answer, "Code")));
        Assert.Equal(answer.RequestId, Value(answer, "RequestId"));
        Assert.NotEmpty(Value(answer, "Message"));
    }
}
