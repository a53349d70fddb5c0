namespace AuditGrpc.Benchmarks.Processes;

/// <summary>What a server holds after a full garbage collection.</summary>
/// <param name="ResidentSet">The bytes of memory that the process occupies.</param>
/// <param name="Heap">The bytes of its managed heap.</param>
/// <param name="Pinned">What of that is pinned: Kestrel's buffers, which it keeps for those who come next.</param>
/// <param name="Timers">Its timers that are running.</param>
/// <param name="Watches">The watches that its meter says are open; 0 if it has no such meter.</param>
/// <param name="OldestState">The age of the oldest state that it follows; 0 if it follows none.</param>
internal sealed record Remains(long ResidentSet, long Heap, long Pinned, int Timers, int Watches, TimeSpan OldestState);
