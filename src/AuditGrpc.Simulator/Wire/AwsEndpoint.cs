namespace AuditGrpc.Simulator;

/// <summary>Where every request to AWS arrives: counts it, lets a fault have it, checks who asks and how often, answers.</summary>
internal sealed class AwsEndpoint(
    Callers callers,
    StsApi sts,
    Calls calls,
    Faults faults,
    TimeProvider time,
    IHostApplicationLifetime lifetime)
{
    public async Task HandleAsync(HttpContext context)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            var operation = await Operation.OfAsync(context.Request);
            var requestId = Guid.NewGuid().ToString();
            var caller = callers.Of(context.Request, operation);
            calls.Record(operation.Name);
            caller.Account.Calls.Record(operation.Name);

            Task<Reply> Answer() => AnswerAsync(operation, caller, context.Request, requestId);
            var fault = caller.Account.Faults.Next(operation.Name) ?? faults.Next(operation.Name);
            var reply = fault is null
                ? await Answer()
                : await FaultyReply.OfAsync(fault, operation, Answer, requestId, time, gone.Token);
            if (reply is not null)
            {
                await reply.SendAsync(context, requestId);
                return;
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The caller has given up or the simulator stops: either way nobody reads the reply.
        }

        context.Abort();
    }

    private async Task<Reply> AnswerAsync(Operation operation, Caller caller, HttpRequest request, string requestId)
    {
        try
        {
            if (caller.Refusal is not null)
            {
                throw caller.Refusal;
            }

            if (operation.IsSts)
            {
                return StsXml.Ok(operation.Name, sts.Run(operation, caller), requestId);
            }

            if (operation.Name == Operation.Unknown)
            {
                throw new AwsErrorException(404, "UnknownOperationException", "The simulator has no such operation.");
            }

            caller.Account.RateLimits.Check(operation.Name);
            return Reply.Ok(await caller.Account.Api.RunAsync(operation, request));
        }
        catch (AwsErrorException error)
        {
            return Reply.Error(
                operation, error.Status, operation.IsSts ? StsXml.CodeOf(error.Code) : error.Code, error.Message, requestId);
        }
    }
}
