namespace AuditGrpc.Simulator;

/// <summary>
/// Whose request it is. That much is known of every request, for counts and faults: a request that is refused for its
/// credentials is its access key's account's, and one without any is the default account's.
/// </summary>
internal sealed record Caller(SimulatedAccount Account, Session? Session = null, AwsErrorException? Refusal = null);

/// <summary>Finds out whose request it is, and whether its credentials are in order.</summary>
internal sealed class Callers(Accounts accounts, Sessions sessions)
{
    public Caller Of(HttpRequest request, Operation operation)
    {
        if (!CredentialScope.TryParse(request.Headers.Authorization, out var scope, out var refusal))
        {
            return new(accounts.Default, Refusal: refusal);
        }

        var session = sessions.Find(scope.AccessKeyId);
        var accountId = session?.AccountId ?? accounts.OwnerOf(scope.AccessKeyId);
        var account = accounts.Find(accountId, scope.Region);
        return new(
            account ?? accounts.Find(accountId, null)!,
            session,
            RefusalOf(scope.Service, operation)
                ?? RefusalOf(account, accountId, operation)
                ?? sessions.RefusalOf(session, request.Headers["X-Amz-Security-Token"]));
    }

    // Clients built before 2023 sign for execute-api, later ones for iot; AWS takes both.
    private static AwsErrorException? RefusalOf(string service, Operation operation) => (operation.IsSts, service) switch
    {
        (true, "sts") or (false, "iot" or "execute-api") => null,
        (true, _) => AwsErrorException.WrongScope("correct service: 'sts'"),
        (false, _) => AwsErrorException.WrongScope("correct service: 'iot'"),
    };

    // STS answers for every region.
    private AwsErrorException? RefusalOf(SimulatedAccount? account, string accountId, Operation operation) =>
        account is null && !operation.IsSts
            ? AwsErrorException.WrongScope($"a valid region: '{accounts.RegionsOf(accountId)}'")
            : null;
}
