using Amazon.Runtime;
using AuditGrpc.Server.Upstream;

namespace AuditGrpc.Server.Tests.Upstream;

/// <summary>An origin of credentials that answers what the test says, when the test says.</summary>
internal sealed class ScriptedOrigin : ICredentialOrigin
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource<ObtainedCredentials>> _asked = [];

    public string Name => "a script";

    /// <summary>How often it was asked.</summary>
    public int Calls { get; private set; }

    public Task<ObtainedCredentials> ObtainAsync()
    {
        lock (_gate)
        {
            Calls++;
            var answer = new TaskCompletionSource<ObtainedCredentials>(TaskCreationOptions.RunContinuationsAsynchronously);
            _asked.Enqueue(answer);
            return answer.Task;
        }
    }

    /// <summary>Waits until it is asked, and answers.</summary>
    public async Task AnswerAsync(string accessKey, DateTimeOffset? expires = null) =>
        (await NextAsync()).SetResult(new ObtainedCredentials(new ImmutableCredentials(accessKey, "secret", "token"), expires));

    /// <summary>Waits until it is asked, and fails.</summary>
    public async Task FailAsync(Exception exception) => (await NextAsync()).SetException(exception);

    private async Task<TaskCompletionSource<ObtainedCredentials>> NextAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            lock (_gate)
            {
                if (_asked.TryDequeue(out var next))
                {
                    return next;
                }
            }

            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30), "the origin is not asked");
            await Task.Yield();
        }
    }
}
