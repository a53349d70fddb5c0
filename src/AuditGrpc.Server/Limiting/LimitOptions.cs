using System.ComponentModel.DataAnnotations;

namespace AuditGrpc.Server.Limiting;

/// <summary>
/// <c>Limits</c>: what one caller, and one connection, may ask of this server. The defaults are beyond what an honest caller needs,
/// even a gateway that calls for everyone: they are there for loops that run away. AWS's rate is kept by <c>Sources</c>, not here.
/// </summary>
internal sealed class LimitOptions
{
    /// <summary>
    /// The reads of one caller in a second: all calls but starts, cancels, watches and health. 0.01 to 1,000,000; default 500, some
    /// hundredth of one core.
    /// </summary>
    [Range(0.01, 1_000_000.0)]
    public double ReadsPerSecond { get; set; } = 500;

    /// <summary>The reads that one caller may make at once, after a pause. 1 to 1,000,000; default 1,000.</summary>
    [Range(1, 1_000_000)]
    public int ReadBurst { get; set; } = 1_000;

    /// <summary>The starts and cancels of one caller in a second, together. 0.01 to 1,000; default 1.</summary>
    [Range(0.01, 1_000.0)]
    public double ChangesPerSecond { get; set; } = 1;

    /// <summary>
    /// The starts and cancels that one caller may make at once, after a pause. 1 to 1,000; default 10, as many audits as AWS runs at
    /// once for an account.
    /// </summary>
    [Range(1, 1_000)]
    public int ChangeBurst { get; set; } = 10;

    /// <summary>
    /// The watches that one caller holds open at once. 1 to 1,000,000; default 5,000, a tenth of what a server holds: no caller can
    /// take it from all others.
    /// </summary>
    [Range(1, 1_000_000)]
    public int WatchesPerCaller { get; set; } = 5_000;

    /// <summary>
    /// Whether callers on this machine are limited too, if they do not say who they are, and the connections from it. Default false:
    /// behind a proxy on the same machine, all callers have its address.
    /// </summary>
    public bool LimitLoopback { get; set; }

    /// <summary>
    /// The share of the managed memory that may be in use when a watch is opened; past it, none is. 0.1 to 1; default 0.8. The rest is
    /// for the calls, and for the watches that are open.
    /// </summary>
    [Range(0.1, 1.0)]
    public double MemoryShare { get; set; } = 0.8;

    /// <summary>
    /// The connections open at once; more are closed. 1 to 1,000,000; default 12,000, of up to 100 calls each. On Linux no more than this
    /// process's limit of open files without 1,024, or half of it: the server has other uses for them, and says so at its start.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 12_000;

    /// <summary>
    /// The connections open at once from one address (of IPv6, a network of 64 bits). 1 to 1,000,000; default 1,200, a tenth of what a
    /// server holds.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 1_200;

    /// <summary>
    /// The new connections from one address in a second; more are closed before a handshake. 0.01 to 1,000,000; default 20: a client opens
    /// one, and keeps it.
    /// </summary>
    [Range(0.01, 1_000_000.0)]
    public double ConnectionsPerSecond { get; set; } = 20;

    /// <summary>The new connections that one address may make at once, after a pause. 1 to 1,000,000; default 200.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionBurst { get; set; } = 200;

    /// <summary>
    /// The bytes that are read in a second from one address, over all of its connections, TLS included; what is more waits. A connection
    /// costs as much as 4 KB, a call that its caller resets as much as 1 KB more. A connection that is never done waiting is closed after
    /// 5 s. 1,024 to 1,000,000,000; default 1,048,576: a thousand calls with a token each.
    /// </summary>
    [Range(1_024, 1_000_000_000)]
    public int BytesPerSecond { get; set; } = 1_048_576;

    /// <summary>The calls open at once on one connection. 1 to 10,000; default 100, what clients expect.</summary>
    [Range(1, 10_000)]
    public int MaxCallsPerConnection { get; set; } = 100;

    /// <summary>The size of a request's message, decompressed. 1,024 to 4,194,304; default 65,536: a real one has some 200 bytes.</summary>
    [Range(1_024, 4_194_304)]
    public int MaxMessageBytes { get; set; } = 65_536;

    /// <summary>The size of a request's metadata. 4,096 to 1,048,576; default 16,384: a token of 8,192 fits in twice over.</summary>
    [Range(4_096, 1_048_576)]
    public int MaxMetadataBytes { get; set; } = 16_384;

    /// <summary>The entries of a request's metadata. 20 to 1,000; default 50.</summary>
    [Range(20, 1_000)]
    public int MaxMetadataEntries { get; set; } = 50;

    /// <summary>How long a request's metadata may take to arrive. 1 s to 1 minute; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan MetadataTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
