namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary>A test that runs a program of somebody else's; skipped, with a word about why, where that is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] tools)
    {
        var missing = tools.Where(tool => ForeignTools.Find(tool) is null).ToList();
        if (missing.Count > 0)
        {
            Skip = $"not installed: {string.Join(", ", missing)} (eng/test-tools.sh installs it on Debian as root)";
        }
    }
}
