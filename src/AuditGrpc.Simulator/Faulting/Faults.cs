namespace AuditGrpc.Simulator;

/// <summary>The faults in effect. Safe to use while the simulator serves requests.</summary>
public sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<Injected> _injected = [];

    internal Faults()
    {
    }

    /// <summary>The faults in effect; each one's <see cref="Fault.Calls"/> is what is left of it.</summary>
    public IReadOnlyList<Fault> Active
    {
        get
        {
            lock (_lock)
            {
                return [.. _injected.Select(injected => injected.Fault with { Calls = injected.Remaining })];
            }
        }
    }

    /// <summary>Puts a fault into effect, behind those that are.</summary>
    /// <exception cref="ArgumentException">The fault is not possible; the message names the member and its limit.</exception>
    public void Inject(Fault fault)
    {
        fault.Validate();
        lock (_lock)
        {
            _injected.Add(new(fault));
        }
    }

    /// <summary>Ends all faults. Requests that hang already stay so.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _injected.Clear();
        }
    }

    /// <summary>The fault that a request gets, if any.</summary>
    internal Fault? Next(string operation)
    {
        lock (_lock)
        {
            var next = _injected.Find(injected =>
                (injected.Fault.Operation ?? operation) == operation && injected.Chance.NextDouble() < injected.Fault.Share);
            if (next is not null && --next.Remaining == 0)
            {
                _injected.Remove(next);
            }

            return next?.Fault;
        }
    }

    private sealed class Injected(Fault fault)
    {
        public Fault Fault => fault;

        public int? Remaining { get; set; } = fault.Calls;

        public Random Chance { get; } = new(fault.Seed);
    }
}
