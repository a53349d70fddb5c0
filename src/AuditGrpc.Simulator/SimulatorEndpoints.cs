using System.Text.Json;

namespace AuditGrpc.Simulator;

/// <summary>The simulator's own endpoints, under <c>/_simulator</c>: faults and calls, for tests in another process.</summary>
internal static class SimulatorEndpoints
{
    public static void MapSimulator(this WebApplication app, Accounts accounts, Faults faults, Calls calls)
    {
        // Without an account they are everybody's.
        Faults FaultsOf(string? account, string? region) => account is null ? faults : accounts.Get(account, region).Faults;
        Calls CallsOf(string? account, string? region) => account is null ? calls : accounts.Get(account, region).Calls;

        var own = app.MapGroup("/_simulator").AddEndpointFilter(AnswerUnknownAccountAsync);
        own.MapGet("/calls", (string? account, string? region) => Json(Counted(CallsOf(account, region))));
        own.MapDelete("/calls", (string? account, string? region) => CallsOf(account, region).Reset());
        own.MapGet("/faults", (string? account, string? region) => Json(FaultsOf(account, region).Active));
        own.MapPost("/faults", (string? account, string? region, HttpRequest request) =>
            InjectAsync(FaultsOf(account, region), request));
        own.MapDelete("/faults", (string? account, string? region) => FaultsOf(account, region).Clear());
        own.Map("/{**rest}", () => Json(
            new { Error = "The simulator has GET, POST, DELETE /_simulator/faults and GET, DELETE /_simulator/calls." }, 404));
    }

    private static async ValueTask<object?> AnswerUnknownAccountAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (KeyNotFoundException exception)
        {
            return Json(new { Error = exception.Message }, 404);
        }
    }

    private static object Counted(Calls calls) => new { calls.Total, Operations = calls.ByOperation() };

    private static async Task<IResult> InjectAsync(Faults faults, HttpRequest request)
    {
        try
        {
            var fault = await JsonSerializer.DeserializeAsync<Fault>(request.Body, StrictJson.Options, request.HttpContext.RequestAborted)
                ?? throw new ArgumentException("A fault must be an object.");
            faults.Inject(fault);
            return Json(fault, 201);
        }
        catch (JsonException exception)
        {
            return Json(new { Error = $"{StrictJson.Describe(exception)}." }, 400);
        }
        catch (ArgumentException exception)
        {
            return Json(new { Error = exception.Message }, 400);
        }
    }

    private static IResult Json(object body, int status = 200) =>
        Results.Json(body, StrictJson.Options, statusCode: status);
}
