namespace AuditGrpc.Simulator;

/// <summary>A scenario file cannot be read or says something impossible; the message names the file and the place.</summary>
public sealed class ScenarioException(string message, Exception? innerException = null) : Exception(message, innerException);
