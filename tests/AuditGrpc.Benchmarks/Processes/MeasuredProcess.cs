using System.Diagnostics;

namespace AuditGrpc.Benchmarks.Processes;

/// <summary>A process that is measured from outside. Ends with its owner.</summary>
internal class MeasuredProcess(Process process) : IAsyncDisposable
{
    public int Id => process.Id;

    /// <summary>The processor time it has used since it started.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The bytes of memory that it occupies.</summary>
    public long ResidentSet
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>The most it has occupied.</summary>
    public long PeakResidentSet
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>Tells what is left after a full garbage collection; what is there, if none can be forced.</summary>
    public virtual Task<Remains> CollectAsync() =>
        Task.FromResult(new Remains(ResidentSet, Heap: 0, Pinned: 0, Timers: 0, Watches: 0, OldestState: TimeSpan.Zero));

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
