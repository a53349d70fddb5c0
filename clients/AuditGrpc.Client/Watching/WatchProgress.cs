using Grpc.Core;

namespace AuditGrpc.Client;

/// <summary>How a watch is going, beside the states that it yields: told on every message, and on every break.</summary>
/// <param name="ObserveTime">
/// When AWS last reported the audit, as far as this watch knows; null before the first message. Falls behind while AWS cannot be reached.
/// </param>
/// <param name="Breaks">How many times the watch broke, and was resumed.</param>
/// <param name="Broken">Why the watch is broken just now; null while it is not.</param>
public sealed record WatchProgress(DateTimeOffset? ObserveTime, int Breaks, RpcException? Broken);
