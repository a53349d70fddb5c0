namespace AuditGrpc.EndToEnd.Tests.Harness;

/// <summary><see cref="ToolFactAttribute"/> for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(params string[] tools) => Skip = new ToolFactAttribute(tools).Skip;
}
