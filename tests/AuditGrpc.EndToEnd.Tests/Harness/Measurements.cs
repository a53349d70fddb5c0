using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>What one server's meters measure, as an exporter would collect it.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly Lock _gate = new();
    private readonly MeterListener _listener = new();
    private readonly List<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> _all = [];

    public Measurements(RunningServer server)
    {
        // Other tests' servers have meters of the same name in this process.
        var factory = server.App.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == factory && instrument.Meter.Name == "AuditGrpc")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Every value of every tag that was seen.</summary>
    public IReadOnlyList<string> TagValues
    {
        get
        {
            lock (_gate)
            {
                return [.. _all.SelectMany(measurement => measurement.Tags).Select(tag => $"{tag.Value}").Distinct()];
            }
        }
    }

    /// <summary>The sum of what an instrument counted, all of it or with a tag's value.</summary>
    public double Sum(string name, string? tagValue = null)
    {
        lock (_gate)
        {
            return _all
                .Where(measurement => measurement.Name == name)
                .Where(measurement => tagValue is null || measurement.Tags.Any(tag => tagValue.Equals(tag.Value)))
                .Sum(measurement => measurement.Value);
        }
    }

    /// <summary>How often an instrument measured.</summary>
    public int Count(string name)
    {
        lock (_gate)
        {
            return _all.Count(measurement => measurement.Name == name);
        }
    }

    /// <summary>What an observable instrument says now.</summary>
    public double Observe(string name)
    {
        _listener.RecordObservableInstruments();
        lock (_gate)
        {
            return _all.Last(measurement => measurement.Name == name).Value;
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_gate)
        {
            _all.Add((instrument.Name, value, tags.ToArray()));
        }
    }
}
