namespace AuditGrpc.Simulator;

/// <summary>A role that somebody assumed, and the temporary credentials for it.</summary>
internal sealed record Session(
    string AccountId,
    string RoleName,
    string SessionName,
    string AccessKeyId,
    string SecretAccessKey,
    string SessionToken,
    DateTimeOffset Expiration)
{
    public string Arn => $"arn:aws:sts::{AccountId}:assumed-role/{RoleName}/{SessionName}";
}
