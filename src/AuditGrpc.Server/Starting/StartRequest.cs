namespace AuditGrpc.Server.Starting;

/// <summary>A caller's wish for one audit, through all the calls that repeat it.</summary>
internal sealed class StartRequest(IReadOnlySet<string> checkNames)
{
    public IReadOnlySet<string> CheckNames => checkNames;

    /// <summary>The sending whose answer was lost; nothing if none was.</summary>
    public Sending? Lost { get; set; }
}
