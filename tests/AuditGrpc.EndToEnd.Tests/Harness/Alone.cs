namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>Tests that would disturb others, and run when these are done.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
