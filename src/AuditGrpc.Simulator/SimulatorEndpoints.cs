using System.Text.Json;

namespace AuditGrpc.Simulator;

/// <summary>The simulator's own endpoints, under <c>/_simulator</c>: faults and calls, for tests in another process.</summary>
internal static class SimulatorEndpoints
{
    public static void MapSimulator(this WebApplication app, Faults faults, Calls calls)
    {
        app.MapGet("/_simulator/calls", () => Json(new { calls.Total, Operations = calls.ByOperation() }));
        app.MapDelete("/_simulator/calls", calls.Reset);
        app.MapGet("/_simulator/faults", () => Json(faults.Active));
        app.MapPost("/_simulator/faults", (HttpRequest request) => InjectAsync(faults, request));
        app.MapDelete("/_simulator/faults", faults.Clear);
        app.Map("/_simulator/{**rest}", () => Json(
            new { Error = "The simulator has GET, POST, DELETE /_simulator/faults and GET, DELETE /_simulator/calls." }, 404));
    }

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
