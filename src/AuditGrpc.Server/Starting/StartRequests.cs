using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;

namespace AuditGrpc.Server.Starting;

/// <summary>
/// The requests that callers gave an id, so that a second one starts nothing. One that failed and started nothing is forgotten at
/// once, so the budget of starts bounds how many are remembered.
/// </summary>
internal sealed class StartRequests(TimeProvider time)
{
    /// <summary>How long a request is remembered, from its first call.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<RequestKey, LinkedListNode<Remembered>> _nodes = [];
    private readonly LinkedList<Remembered> _byAge = new();

    /// <summary>Joins the run of this request that is under way or that succeeded, or begins one.</summary>
    /// <exception cref="AuditFailure">The id was given to a request for other checks.</exception>
    public Task<Acted> Join(RequestKey key, IReadOnlySet<string> checkNames, Func<StartRequest, Task<Acted>> run)
    {
        lock (_gate)
        {
            ForgetOld();
            if (!_nodes.TryGetValue(key, out var node))
            {
                node = _byAge.AddLast(new Remembered(key, new StartRequest(checkNames), time.GetTimestamp()));
                _nodes.Add(key, node);
            }
            else if (!node.Value.Request.CheckNames.SetEquals(checkNames))
            {
                throw AuditFailure.InvalidField("request_id", "was used before, with other target_check_names");
            }

            // Not on this thread: a run that failed at once would be over before it is noted as the one to join.
            return node.Value.Run ??= Task.Run(() => RunAsync(node, run));
        }
    }

    private async Task<Acted> RunAsync(LinkedListNode<Remembered> node, Func<StartRequest, Task<Acted>> run)
    {
        try
        {
            return await run(node.Value.Request);
        }
        catch
        {
            lock (_gate)
            {
                // Whoever has joined this run learns that it failed; whoever comes from now on begins another.
                node.Value.Run = null;
                if (node.Value.Request.Lost is null)
                {
                    Forget(node);
                }
            }

            throw;
        }
    }

    private void ForgetOld()
    {
        while (_byAge.First is { Value: var oldest } first
            && time.GetElapsedTime(oldest.Since) >= Memory
            && oldest.Run is not { IsCompleted: false })
        {
            Forget(first);
        }
    }

    private void Forget(LinkedListNode<Remembered> node)
    {
        _nodes.Remove(node.Value.Key);
        _byAge.Remove(node);
    }

    private sealed class Remembered(RequestKey key, StartRequest request, long since)
    {
        public RequestKey Key => key;

        public StartRequest Request => request;

        public long Since => since;

        public Task<Acted>? Run { get; set; }
    }
}

/// <summary>A request of a caller: the same id for two sources is two requests.</summary>
internal readonly record struct RequestKey(string Source, Guid Id);
