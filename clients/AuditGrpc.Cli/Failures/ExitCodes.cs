namespace AuditGrpc.Cli.Failures;

/// <summary>The exit codes of errors: those of version 2 of AWS's command.</summary>
internal static class ExitCodes
{
    /// <summary>Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 252;

    /// <summary>Something is missing or wrong in the configuration.</summary>
    public const int Configuration = 253;

    /// <summary>The service answered with an error.</summary>
    public const int ServiceError = 254;

    /// <summary>Anything else, such as a server that cannot be reached.</summary>
    public const int OtherError = 255;
}
