namespace AuditGrpc.Simulator;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>400 ThrottlingException, "Rate exceeded".</summary>
    Throttle,

    /// <summary>An error with <see cref="Fault.Status"/>, <see cref="Fault.Code"/> and <see cref="Fault.Message"/>.</summary>
    Error,

    /// <summary>Nothing but <see cref="Fault.Delay"/>.</summary>
    Delay,

    /// <summary>No reply, until the caller gives up.</summary>
    Hang,

    /// <summary>The connection is dropped; nothing was done.</summary>
    Drop,

    /// <summary>The request is carried out, and the connection dropped before the reply.</summary>
    DropAfterActing,

    /// <summary>The request is carried out; status 200 with the first half of the body.</summary>
    Truncated,

    /// <summary>Status 200 with an HTML page; nothing was done.</summary>
    Html,

    /// <summary>Status 200 with no body; nothing was done.</summary>
    Empty,

    /// <summary>Status 200 with <see cref="Fault.Body"/>; nothing was done.</summary>
    Body,

    /// <summary>The good reply, with <see cref="Fault.Word"/> in the members named by <see cref="Fault.Members"/>.</summary>
    UnknownWords,

    /// <summary>The good reply, without the members named by <see cref="Fault.Members"/>.</summary>
    MissingMembers,

    /// <summary>The good reply, with null in the members named by <see cref="Fault.Members"/>.</summary>
    NullMembers,
}

/// <summary>
/// Something that goes wrong with requests. Without <see cref="Calls"/> it lasts until the faults are cleared. Of several faults
/// that fit a request, the one injected first has it.
/// </summary>
public sealed record Fault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>
    /// The operation it goes wrong with, by AWS's name, such as <c>DescribeAuditTask</c>. Null, the default, is all of them.
    /// </summary>
    public string? Operation { get; init; }

    /// <summary>How many requests it goes wrong with, at least 1. Null, the default, is all until cleared.</summary>
    public int? Calls { get; init; }

    /// <summary>The share of requests it goes wrong with: over 0, at most 1. Defaults to 1.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Chooses the requests of <see cref="Share"/>: the same seed, the same choice. Defaults to 0.</summary>
    public int Seed { get; init; }

    /// <summary>
    /// How long it takes before anything else happens, whatever the kind: at most an hour; seconds in JSON. Defaults to none.
    /// </summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The HTTP status of an <see cref="FaultKind.Error"/>, 400 to 599. Defaults to 500.</summary>
    public int Status { get; init; } = 500;

    /// <summary>
    /// The code of an <see cref="FaultKind.Error"/>, such as <c>InternalFailureException</c>.
    /// Null, the default, is a bare status without a body.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>
    /// The text of a <see cref="FaultKind.Throttle"/> or <see cref="FaultKind.Error"/>. Null takes AWS's, or one of the simulator's.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>The body of a <see cref="FaultKind.Body"/>, sent as application/json, whatever it is.</summary>
    public string? Body { get; init; }

    /// <summary>The members that are spoilt, at any depth of the reply. For unknown words defaults to those that hold words.</summary>
    public IReadOnlyList<string>? Members { get; init; }

    /// <summary>The word of <see cref="FaultKind.UnknownWords"/>. Defaults to PAUSED.</summary>
    public string Word { get; init; } = "PAUSED";

    internal void Validate()
    {
        Require(Enum.IsDefined(Kind), $"kind must be one of {string.Join(", ", Enum.GetNames<FaultKind>())}");
        Require(
            Operation is null or Simulator.Operation.Unknown || Simulator.Operation.Names.Contains(Operation),
            $"operation must be one of {string.Join(", ", Simulator.Operation.Names)}, not {Operation}");
        Require(Calls is null or >= 1, $"calls must be at least 1, not {Calls}");
        Require(Share is > 0 and <= 1, $"share must be over 0 and at most 1, not {Share}");
        Require(Delay >= TimeSpan.Zero && Delay <= TimeSpan.FromHours(1), $"delay must be 0 to 3600 seconds, not {Delay.TotalSeconds}");
        Require(Status is >= 400 and <= 599, $"status must be 400 to 599, not {Status}");
        Require(Kind != FaultKind.Delay || Delay > TimeSpan.Zero, "kind delay needs a delay");
        Require(Kind != FaultKind.Body || Body is not null, "kind body needs a body");
        Require(
            Kind is not (FaultKind.MissingMembers or FaultKind.NullMembers) || Members is { Count: > 0 },
            "kinds missingMembers and nullMembers need members");
    }

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new ArgumentException($"A fault's {rule}.");
        }
    }
}
