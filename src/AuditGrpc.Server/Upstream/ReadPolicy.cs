namespace AuditGrpc.Server.Upstream;

/// <summary>How hard a read tries.</summary>
/// <param name="TakesFresh">Whether a running audit's state that is still fresh will do; a finished audit's always does.</param>
/// <param name="Retries">Whether it is attempted again when AWS fails or cannot be reached.</param>
/// <param name="Patience">How many seconds' worth of the budget may be promised to others before it gives up.</param>
internal sealed record ReadPolicy(bool TakesFresh, bool Retries, int Patience)
{
    /// <summary>A caller waits for the answer, with a deadline.</summary>
    public static ReadPolicy Call { get; } = new(TakesFresh: true, Retries: true, Patience: 2);

    /// <summary>A watch waits for its first state: it has no deadline, but must hear something within 30 seconds.</summary>
    public static ReadPolicy Opening { get; } = new(TakesFresh: true, Retries: true, Patience: 20);

    /// <summary>One of many reads for a page, which is of use only if all of them succeed.</summary>
    public static ReadPolicy Page { get; } = new(TakesFresh: true, Retries: true, Patience: 10);

    /// <summary>A poll is followed by another, which is retry enough.</summary>
    public static ReadPolicy Poll { get; } = new(TakesFresh: false, Retries: false, Patience: 20);
}
