namespace AuditGrpc.Server.Limiting;

/// <summary>The addresses that connections come from. One without any, and with nothing left to pay for, is forgotten.</summary>
internal sealed class Addresses(LimitOptions options, TimeProvider time)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(10);

    // So that nobody is slowed for asking some dozens of things at once. More would be a burst that others notice.
    private const int BurstBytes = 8 * PacedReader.Portion;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Address> _known = [];
    private long _lookedAt = time.GetTimestamp();

    /// <summary>How many are known.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _known.Count;
            }
        }
    }

    /// <summary>Counts a new connection, until its address is told to close it.</summary>
    /// <param name="name">Where it comes from.</param>
    /// <param name="address">Its address.</param>
    /// <returns>The limit that it is over, if it is, and is then not counted.</returns>
    public string? Open(string name, out Address address)
    {
        lock (_gate)
        {
            Forget();
            if (!_known.TryGetValue(name, out address!))
            {
                address = new Address(
                    new Pace(options.ConnectionsPerSecond, options.ConnectionBurst, time),
                    new Pace(options.BytesPerSecond, BurstBytes, time));
                _known.Add(name, address);
            }

            var limit = address.Open >= options.ConnectionsPerAddress ? nameof(options.ConnectionsPerAddress)
                : !address.Connections.TryTake() ? nameof(options.ConnectionsPerSecond)
                : null;
            address.Open += limit is null ? 1 : 0;
            return limit;
        }
    }

    public void Close(Address address)
    {
        lock (_gate)
        {
            address.Open--;
        }
    }

    private void Forget()
    {
        if (time.GetElapsedTime(_lookedAt) < LookAgainAfter)
        {
            return;
        }

        _lookedAt = time.GetTimestamp();
        foreach (var (name, address) in _known)
        {
            if (address is { Open: 0, Connections.IsPaid: true, Bytes.IsPaid: true })
            {
                _known.Remove(name);
            }
        }
    }

    /// <summary>What the connections from one address take.</summary>
    /// <param name="connections">New connections.</param>
    /// <param name="bytes">What they send.</param>
    internal sealed class Address(Pace connections, Pace bytes)
    {
        /// <summary>Its connections that are open.</summary>
        public int Open { get; set; }

        public Pace Connections => connections;

        public Pace Bytes => bytes;
    }
}
