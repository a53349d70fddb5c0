using Amazon.Runtime;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;
using AuditGrpc.Tests;
using AuditGrpc.V1;
using Microsoft.Extensions.Logging.Abstractions;

namespace AuditGrpc.Server.Tests.Upstream;

public sealed class SourceCredentialsTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ManualTime _time = new();
    private readonly ScriptedOrigin _origin = new();
    private readonly SourceCredentials _credentials;

    public SourceCredentialsTests() => _credentials = new SourceCredentials("eu", _origin, _time, NullLogger.Instance);

    [Fact]
    public async Task Get_ManyAtOnce_AsksOnce()
    {
        var gets = Enumerable.Range(0, 100).Select(_ => GetAsync()).ToList();
        await _origin.AnswerAsync("first", _time.GetUtcNow() + Lifetime);

        Assert.All(await Task.WhenAll(gets), key => Assert.Equal("first", key));
        Assert.Equal(1, _origin.Calls);
    }

    [Fact]
    public async Task Get_MostOfTheirLifeIsOver_RenewsThemWithoutAWait()
    {
        await HaveAsync("first");

        _time.Advance(Lifetime * 0.79);
        Assert.Equal("first", await GetAsync());
        Assert.Equal(1, _origin.Calls);

        _time.Advance(Lifetime * 0.12);
        Assert.Equal("first", await GetAsync());
        Assert.Equal("first", await GetAsync());
        await _origin.AnswerAsync("second", _time.GetUtcNow() + Lifetime);

        await BecomesAsync("second");
        Assert.Equal(2, _origin.Calls);
    }

    [Fact]
    public async Task Get_RenewalAheadFails_KeepsThemAndTriesAgainAfterAPause()
    {
        await HaveAsync("first");
        _time.Advance(Lifetime * 0.91);
        Assert.Equal("first", await GetAsync());
        // Who needs other credentials does wait.
        var waiting = FailureOf(UseAsync(refused: "first"));
        await _origin.FailAsync(Refusal("AccessDenied"));
        await waiting;

        Assert.Equal("first", await GetAsync());
        Assert.Equal(2, _origin.Calls);
        _time.Advance(SourceCredentials.Pause);
        Assert.Equal("first", await GetAsync());
        await _origin.AnswerAsync("second", _time.GetUtcNow() + Lifetime);

        await BecomesAsync("second");
    }

    [Fact]
    public async Task Get_TheyHaveExpired_WaitsForOthers()
    {
        await HaveAsync("first");
        _time.Advance(Lifetime);

        var get = GetAsync();
        Assert.False(get.IsCompleted);
        await _origin.AnswerAsync("second", _time.GetUtcNow() + Lifetime);

        Assert.Equal("second", await get);
    }

    [Fact]
    public async Task Get_WithoutATimeOfExpiry_AreLookedAtEveryMinute()
    {
        var get = GetAsync();
        await _origin.AnswerAsync("first");
        await get;

        _time.Advance(TimeSpan.FromSeconds(45));
        Assert.Equal("first", await GetAsync());
        Assert.Equal(1, _origin.Calls);
        _time.Advance(TimeSpan.FromSeconds(15));
        get = GetAsync();
        await _origin.AnswerAsync("second");

        Assert.Equal("second", await get);
    }

    [Fact]
    public async Task Get_AClockAheadOfAws_DoesNotAskAgainEachTime()
    {
        var get = GetAsync();
        await _origin.AnswerAsync("first", _time.GetUtcNow() - TimeSpan.FromMinutes(5));
        await get;

        Assert.Equal("first", await GetAsync());
        Assert.Equal(1, _origin.Calls);
    }

    [Fact]
    public async Task Get_WallClockJumps_DoesNotMatter()
    {
        await HaveAsync("first");

        _time.SetWallClock(_time.GetUtcNow() + TimeSpan.FromHours(5));

        Assert.Equal("first", await GetAsync());
        Assert.Equal(1, _origin.Calls);
    }

    [Fact]
    public async Task Get_TheOriginRefuses_EachIsToldAndItIsLeftAloneForAWhile()
    {
        var gets = Enumerable.Range(0, 100).Select(_ => FailureOf(GetAsync())).ToList();
        await _origin.FailAsync(Refusal("AccessDenied"));
        Assert.All(await Task.WhenAll(gets), failure => Assert.Equal(ErrorReason.UpstreamAccessDenied, failure.Reason));

        _time.Advance(SourceCredentials.Pause - TimeSpan.FromSeconds(1));
        await FailureOf(GetAsync());
        Assert.Equal(1, _origin.Calls);
        _time.Advance(TimeSpan.FromSeconds(1));
        var get = GetAsync();
        await _origin.AnswerAsync("first");

        Assert.Equal("first", await get);
    }

    [Fact]
    public async Task Get_TheOriginCannotBeReached_IsUnavailableAndAskedAgainAsRetryInfoSays()
    {
        var failing = FailureOf(GetAsync());
        await _origin.FailAsync(new HttpRequestException(HttpRequestError.ConnectionError));
        var failure = await failing;
        Assert.Equal((ErrorReason.UpstreamUnavailable, true), (failure.Reason, failure.IsUnsent));

        _time.Advance(failure.RetryAfter!.Value);
        var get = GetAsync();
        await _origin.AnswerAsync("first");

        Assert.Equal("first", await get);
    }

    [Fact]
    public async Task Get_OneGivesUp_TheOthersGetThem()
    {
        using var gone = new CancellationTokenSource();
        var impatient = _credentials.GetAsync(gone.Token).AsTask();
        var patient = GetAsync();

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await _origin.AnswerAsync("first");

        Assert.Equal("first", await patient);
        Assert.Equal(1, _origin.Calls);
    }

    [Fact]
    public async Task Use_AHundredCallsAreRefused_RenewsOnceAndMakesEachOnceMore()
    {
        await HaveAsync("first");
        _time.Advance(SourceCredentials.Pause);
        var calls = 0;
        var uses = Enumerable.Range(0, 100).Select(_ => UseAsync(refused: "first", () => Interlocked.Increment(ref calls))).ToList();

        await _origin.AnswerAsync("second", _time.GetUtcNow() + Lifetime);

        Assert.All(await Task.WhenAll(uses), key => Assert.Equal("second", key));
        Assert.Equal((2, 200), (_origin.Calls, calls));
    }

    [Fact]
    public async Task Use_RefusedOnceMoreWithNewOnes_FailsAndRenewsNoMoreForAWhile()
    {
        await HaveAsync("first");
        _time.Advance(SourceCredentials.Pause);
        var use = FailureOf(UseAsync(refused: null));
        await _origin.AnswerAsync("second", _time.GetUtcNow() + Lifetime);
        Assert.Equal(ErrorReason.UpstreamAccessDenied, (await use).Reason);

        var calls = 0;
        for (var second = 0; second < 10; second++)
        {
            await FailureOf(UseAsync(refused: null, () => calls++));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((2, 10), (_origin.Calls, calls));
        use = FailureOf(UseAsync(refused: null));
        await _origin.AnswerAsync("third", _time.GetUtcNow() + Lifetime);
        await use;
    }

    [Fact]
    public async Task Use_RefusedAndThereAreNoOthers_IsNotMadeAgain()
    {
        await HaveAsync("first");
        _time.Advance(SourceCredentials.Pause);
        var calls = 0;
        var use = FailureOf(UseAsync(refused: "first", () => calls++));

        await _origin.AnswerAsync("first", _time.GetUtcNow() + Lifetime);

        Assert.True((await use).NeedsNewCredentials);
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task Use_RefusedAndTheOriginCannotBeReached_IsUnavailable()
    {
        await HaveAsync("first");
        _time.Advance(SourceCredentials.Pause);
        var use = FailureOf(UseAsync(refused: "first"));

        await _origin.FailAsync(new HttpRequestException(HttpRequestError.ConnectionError));

        Assert.Equal(ErrorReason.UpstreamUnavailable, (await use).Reason);
    }

    [Fact]
    public async Task Use_AccessIsDenied_RenewsNothing()
    {
        await HaveAsync("first");
        _time.Advance(SourceCredentials.Pause);

        await FailureOf(_credentials.UseAsync<string>(() => throw AuditFailure.AccessDenied(Refusal("AccessDenied")), CancellationToken.None));

        Assert.Equal(1, _origin.Calls);
    }

    private static AmazonServiceException Refusal(string code) =>
        new("refused", null, ErrorType.Sender, code, "r", System.Net.HttpStatusCode.Forbidden);

    private static async Task<AuditFailure> FailureOf(Task call) => await Assert.ThrowsAsync<AuditFailure>(() => call);

    private async Task<string> GetAsync() => (await _credentials.GetAsync(CancellationToken.None)).AccessKey;

    private async Task HaveAsync(string accessKey)
    {
        var get = GetAsync();
        await _origin.AnswerAsync(accessKey, _time.GetUtcNow() + Lifetime);
        Assert.Equal(accessKey, await get);
    }

    /// <summary>Calls AWS, which refuses these credentials, or all if none are named.</summary>
    private Task<string> UseAsync(string? refused, Action? called = null) => _credentials.UseAsync(
        async () =>
        {
            called?.Invoke();
            var key = await GetAsync();
            return refused is null || key == refused ? throw AuditFailure.CredentialsRefused(Refusal("ExpiredToken")) : key;
        },
        CancellationToken.None);

    private async Task BecomesAsync(string accessKey)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (await GetAsync() != accessKey)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30), $"{accessKey} does not come");
            await Task.Yield();
        }
    }
}
