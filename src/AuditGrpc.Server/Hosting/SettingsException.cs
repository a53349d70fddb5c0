namespace AuditGrpc.Server.Hosting;

/// <summary>The configuration is wrong: a line for each fault, naming its key and limit.</summary>
internal sealed class SettingsException(string message) : Exception(message);
