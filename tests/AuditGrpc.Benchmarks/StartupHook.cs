using System.Diagnostics.Metrics;
using System.Globalization;

/// <summary>
/// Runs inside every .NET server that is measured: for each line on its standard input, forces a full garbage collection and
/// says what is left. The runtime finds it by its name, by DOTNET_STARTUP_HOOKS.
/// </summary>
internal static class StartupHook
{
    /// <summary>What the answer begins with.</summary>
    public const string Remains = "remains: ";

    public static void Initialize() => new Thread(Answer) { IsBackground = true }.Start();

    private static void Answer()
    {
        var watches = 0;
        var oldestState = 0.0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name is "audit.watch.active" or "audit.state.age")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, measured, _, _) => watches = measured);
        listener.SetMeasurementEventCallback<double>((_, measured, _, _) => oldestState = measured);
        listener.Start();
        while (Console.In.ReadLine() is not null)
        {
            // Twice: what had a finalizer goes with the second.
            Collect();
            GC.WaitForPendingFinalizers();
            Collect();
            listener.RecordObservableInstruments();
            var generations = GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo;
            var heap = 0L;
            foreach (var generation in generations)
            {
                heap += generation.SizeAfterBytes;
            }

            // The last of them is the heap of pinned objects.
            var pinned = generations[^1].SizeAfterBytes;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Remains}{heap} {pinned} {Timer.ActiveCount} {watches} {oldestState}"));
        }
    }

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
