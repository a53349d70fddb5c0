namespace AuditGrpc.Simulator;

/// <summary>An error that AWS would answer: its HTTP status, its code and its text.</summary>
internal sealed class AwsErrorException(int status, string code, string message) : Exception(message)
{
    public const string InvalidCheckNameText = "Request contains an invalid Audit Check Name.";

    public int Status => status;

    public string Code => code;

    public static AwsErrorException InvalidRequest(string message) => new(400, "InvalidRequestException", message);

    // AWS's own texts can name accounts and ARNs, and a client must not pass them on: this one lets tests find out.
    public static AwsErrorException AuditNotFound(string taskId, string accountId) =>
        new(404, "ResourceNotFoundException", $"Audit task {taskId} was not found in account {accountId}.");

    public static AwsErrorException FindingNotFound(string findingId) =>
        new(404, "ResourceNotFoundException", $"Audit finding {findingId} was not found.");

    public static AwsErrorException ImpossibleTaskId() =>
        InvalidRequest("'taskId' must have 1 to 40 characters and match [a-zA-Z0-9\\-]+.");

    public static AwsErrorException WrongScope(string right) =>
        new(403, "InvalidSignatureException", $"Credential should be scoped to {right}.");

    public static AwsErrorException TooManyAudits() =>
        new(410, "LimitExceededException", $"At most {Audits.MaxOnDemandAudits} on-demand audits can be in progress at once.");

    public static AwsErrorException Throttled() => new(400, "ThrottlingException", "Rate exceeded");
}
