namespace AuditGrpc.Client;

/// <summary>How an <see cref="AuditClient"/> calls the service. The defaults suit most.</summary>
public sealed class AuditClientOptions
{
    /// <summary>
    /// Where the service is: an absolute <c>http</c> or <c>https</c> URI, such as <c>https://audits.internal</c>. Required, unless the
    /// client is given a channel. Over <c>http</c> it speaks HTTP/2 without TLS.
    /// </summary>
    public Uri? Address { get; set; }

    /// <summary>
    /// The AWS account and region to ask, by the name the server's operator gave it, in calls that name none. Default null: the server's
    /// default source.
    /// </summary>
    public string? Source { get; set; }

    /// <summary>
    /// The deadline of every call but a watch, its retries included; of each page of a list. 100 ms to 10 minutes; default 10 s.
    /// </summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The quiet after which a connection in use is pinged. 1 s to 1 hour; default 30 s.</summary>
    public TimeSpan KeepAlivePingDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the answer to a ping may take before the connection counts as dead. 1 s to 1 hour; default 15 s.</summary>
    public TimeSpan KeepAlivePingTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The silence after which a watch is given up, and resumed. The service promises a message every 30 s. 31 s to 1 hour; default 60 s.
    /// </summary>
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The longest that a broken watch waits before it is resumed, unless the service asks for more. 1 s to 10 minutes; default 30 s.
    /// </summary>
    public TimeSpan MaxReconnectDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with these options, each with its limit.</summary>
    internal IEnumerable<string> Faults(bool needsAddress)
    {
        if (Address is null ? needsAddress : Address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            var found = Address is null ? "missing" : $"'{Address}'";
            yield return $"{nameof(AuditClientOptions)}.{nameof(Address)} is {found}: must be an absolute http or https URI.";
        }

        (string Name, TimeSpan Value, TimeSpan Least, TimeSpan Most)[] limits =
        [
            (nameof(CallTimeout), CallTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)),
            (nameof(KeepAlivePingDelay), KeepAlivePingDelay, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            (nameof(KeepAlivePingTimeout), KeepAlivePingTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            (nameof(SilenceTimeout), SilenceTimeout, TimeSpan.FromSeconds(31), TimeSpan.FromHours(1)),
            (nameof(MaxReconnectDelay), MaxReconnectDelay, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
        ];
        foreach (var (name, value, least, most) in limits)
        {
            if (value < least || value > most)
            {
                yield return $"{nameof(AuditClientOptions)}.{name} is {value}: must be {least} to {most}.";
            }
        }
    }

    /// <exception cref="ArgumentException">An option is out of its limits.</exception>
    internal AuditClientOptions Validated(bool needsAddress) => Faults(needsAddress).FirstOrDefault() is { } fault
        ? throw new ArgumentException(fault)
        : this;
}
