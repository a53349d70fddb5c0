using AuditGrpc.Benchmarks.Processes;

namespace AuditGrpc.Benchmarks.Watching;

/// <summary>A server that tells many watchers of one event after another.</summary>
internal interface IFanOut : IAsyncDisposable
{
    string Name { get; }

    MeasuredProcess Server { get; }

    /// <summary>Opens watchers, and waits until they are told what comes.</summary>
    Task OpenAsync(int watchers);

    /// <summary>Makes an event happen; returns the time from there to the watcher that heard of it last.</summary>
    Task<TimeSpan> SendAsync();

    /// <summary>Closes all watchers.</summary>
    Task CloseAsync();

    /// <summary>Has a few watchers for a while, so that the code which all need is there before anything is measured.</summary>
    async Task WarmUpAsync()
    {
        await OpenAsync(100);
        await SendAsync();
        await CloseAsync();
    }
}
