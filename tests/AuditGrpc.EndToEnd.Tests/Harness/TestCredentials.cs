using System.Runtime.CompilerServices;

namespace AuditGrpc.EndToEnd.Tests.Harness;

internal static class TestCredentials
{
    /// <summary>AWS's environment: for the servers in this process, which take AWS's default chain, and for every process started here.</summary>
    [ModuleInitializer]
    public static void Set()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "test");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "test");
        Environment.SetEnvironmentVariable("AWS_DEFAULT_REGION", "us-east-1");
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        Environment.SetEnvironmentVariable("AWS_PAGER", "");
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", Repository.PathTo("tests/AuditGrpc.EndToEnd.Tests/Accounts/credentials"));
    }
}
