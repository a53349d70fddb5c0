namespace AuditGrpc.Cli.Output;

/// <summary>How replies are printed: by the names that AWS's command gives its formats.</summary>
internal enum OutputFormat
{
    Json,
    Text,
    Table,
    Yaml,
    YamlStream,
}
