using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace AuditGrpc.Simulator;

/// <summary>The simulator as a program of its own: its options, and how it starts and stops.</summary>
internal static class SimulatorCommand
{
    private const string About = """
        AWS IoT Device Defender's audit API, simulated, on a port of 127.0.0.1.

        Examples:
          AuditGrpc.Simulator --port 4570
          AuditGrpc.Simulator --port 4570 --speed 3 --scenario fleet.json
          aws --endpoint-url http://127.0.0.1:4570 --region us-east-1 iot describe-audit-task \
            --task-id a3aea009955e501a31b764abe1bebd3d
          curl -X POST http://127.0.0.1:4570/_simulator/faults -d '{"kind":"throttle","calls":3}'
        """;

    public static RootCommand Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "The port, 0 to 65535. 0, the default, takes any free one.",
            HelpName = "PORT",
            CustomParser = Limited<int>("--port", "0 to 65535", text =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 65535 ? value : null),
        };
        var speed = new Option<double>("--speed")
        {
            Description = "How many times faster than real time audits run: over 0, at most 10000. At 1 an audit takes a minute.",
            HelpName = "FACTOR",
            DefaultValueFactory = _ => 1,
            CustomParser = Limited<double>("--speed", "over 0 and at most 10000", text =>
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                && value is > 0 and <= SimulatorOptions.MaxSpeed ? value : null),
        };
        var scenarios = new Option<string[]>("--scenario")
        {
            Description = "A scenario file; may be given more than once. The format is described in the simulator's README.",
            HelpName = "FILE",
        };
        var accounts = new Option<string[]>("--account")
        {
            Description = "One more account, 12 digits; may be given more than once. Requests whose access key id is its number are its.",
            HelpName = "ID",
        };
        accounts.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !SimulatedAccountOptions.IsAccountId(token.Value)))
            {
                result.AddError($"--account must be 12 digits, not '{token.Value}'.");
            }
        });
        var noRateLimits = new Option<bool>("--no-rate-limits") { Description = "Lifts AWS's quotas of requests per second." };
        var noSeedAudits = new Option<bool>("--no-seed-audits") { Description = "Starts without the example audits." };

        var command = new RootCommand(About) { port, speed, scenarios, accounts, noRateLimits, noSeedAudits };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new SimulatorOptions
            {
                Port = parsed.GetValue(port),
                Speed = parsed.GetValue(speed),
                RateLimits = !parsed.GetValue(noRateLimits),
                SeedAudits = !parsed.GetValue(noSeedAudits),
                Logging = logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
                    .SetMinimumLevel(LogLevel.Warning)
                    // The host would log a failed start with its stack trace; it is told in one line below.
                    .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None),
            };
            foreach (var path in parsed.GetValue(scenarios) ?? [])
            {
                options.Scenarios.Add(path);
            }

            foreach (var accountId in parsed.GetValue(accounts) ?? [])
            {
                options.Accounts.Add(new() { AccountId = accountId });
            }

            return RunAsync(options, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(SimulatorOptions options, CancellationToken cancellationToken)
    {
        // System.CommandLine takes Ctrl-C and SIGTERM only after the first await: before the address is printed, then.
        await Task.Yield();
        try
        {
            await using var simulator = await SimulatedAws.StartAsync(options, cancellationToken: cancellationToken);
            var url = simulator.ServiceUrl.GetLeftPart(UriPartial.Authority);
            Console.WriteLine(
                $"AWS's audit API, simulated, on {url}; for the AWS CLI, with any credentials: "
                + $"aws --endpoint-url {url} --region us-east-1 iot describe-audit-task --task-id {SimulatedAudits.Documented}");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C or SIGTERM.
        }
        catch (ScenarioException exception)
        {
            Console.Error.WriteLine($"--scenario: {exception.Message}");
            return 2;
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine($"--port: {exception.Message}");
            return 2;
        }

        return 0;
    }

    private static Func<ArgumentResult, T> Limited<T>(string option, string limits, Func<string, T?> parse)
        where T : struct => result =>
    {
        var text = result.Tokens[^1].Value;
        if (parse(text) is { } value)
        {
            return value;
        }

        result.AddError($"{option} must be {limits}, not '{text}'.");
        return default;
    };
}
