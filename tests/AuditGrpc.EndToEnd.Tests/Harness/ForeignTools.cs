namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>Where other people's programs are.</summary>
internal static class ForeignTools
{
    public const string Aws = "aws";
    public const string Bash = "bash";
    public const string Buf = "buf";
    public const string Chromium = "chromium";
    public const string Fish = "fish";
    public const string JUnitReader = "test-results-parser";
    public const string Node = "node";
    public const string Protoc = "protoc";
    public const string PythonBoto3 = "python3-boto3";
    public const string PythonGrpc = "python3-grpcio";
    public const string TestSsl = "testssl";
    public const string Tmux = "tmux";
    public const string Zsh = "zsh";

    /// <summary>Its path, or null. Debian's packages are looked for first, so that a machine's own Python does not hide them.</summary>
    public static string? Find(string tool) => tool switch
    {
        Buf => Existing(Repository.PathTo("eng/node_modules/.bin/buf")),
        // Debian has it without windows, too, which is what eng/test-tools.sh installs.
        Chromium => OnPath("chromium-headless-shell") ?? OnPath(tool),
        JUnitReader => Directory.Exists(Repository.PathTo("eng/node_modules/test-results-parser")) ? OnPath("node") : null,
        Node => Directory.Exists(Repository.PathTo("eng/node_modules/@grpc/grpc-js")) ? OnPath(tool) : null,
        PythonBoto3 => PythonWith("boto3"),
        PythonGrpc => PythonWith("grpc"),
        _ => OnPath(tool),
    };

    public static string PathOf(string tool) => Find(tool) ?? throw new InvalidOperationException($"{tool} is not installed.");

    private static string? OnPath(string file) =>
        new[] { "/usr/bin" }.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .Select(folder => Existing(Path.Combine(folder, file))).FirstOrDefault(path => path is not null);

    private static string? PythonWith(string module) =>
        OnPath("python3") is { } python && Command.RunAsync(python, ["-c", $"import {module}"]).GetAwaiter().GetResult().ExitCode == 0
            ? python
            : null;

    private static string? Existing(string path) => File.Exists(path) ? path : null;
}
