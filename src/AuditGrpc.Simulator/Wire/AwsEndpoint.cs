namespace AuditGrpc.Simulator;

/// <summary>Where every request to AWS arrives: counts it, lets a fault have it, checks who asks and how often, answers.</summary>
internal sealed class AwsEndpoint(
    AwsApi api,
    Calls calls,
    Faults faults,
    RateLimits rateLimits,
    SimulatorOptions options,
    TimeProvider time,
    IHostApplicationLifetime lifetime)
{
    public async Task HandleAsync(HttpContext context)
    {
        var operation = Operation.Of(context.Request);
        var requestId = Guid.NewGuid().ToString();
        calls.Record(operation.Name);

        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var fault = faults.Next(operation.Name);
        try
        {
            var reply = fault is null
                ? await AnswerAsync(operation, context.Request, requestId)
                : await FaultyReply.OfAsync(fault, () => AnswerAsync(operation, context.Request, requestId), requestId, time, gone.Token);
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

    private async Task<Reply> AnswerAsync(Operation operation, HttpRequest request, string requestId)
    {
        try
        {
            CredentialScope.Check(request.Headers.Authorization, options.Region);
            if (operation.Name == Operation.Unknown)
            {
                throw new AwsErrorException(404, "UnknownOperationException", "The simulator has no such operation.");
            }

            rateLimits.Check(operation.Name);
            return Reply.Ok(await api.RunAsync(operation, request));
        }
        catch (AwsErrorException error)
        {
            return Reply.Error(error.Status, error.Code, error.Message, requestId);
        }
    }
}
