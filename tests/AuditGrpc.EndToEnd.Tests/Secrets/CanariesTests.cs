using System.Text;

namespace AuditGrpc.EndToEnd.Tests.Secrets;

/// <summary>A search that finds nothing would show that nothing is there.</summary>
public sealed class CanariesTests
{
    private const string Secret = "a/secret+\"of\" mine?";

    public static TheoryData<string> Written =>
    [
        Secret,
        Secret.ToUpperInvariant(),
        Uri.EscapeDataString(Secret),
        """a/secret\u002B\u0022of\u0022 mine?""",
        Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"u:{Secret}")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{Secret} and more")).Replace('+', '-').Replace('/', '_').TrimEnd('='),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"users:{Secret}.")),
    ];

    [Theory]
    [MemberData(nameof(Written))]
    public void FindIn_ATextWithTheSecretWrittenSo_FindsIt(string written)
    {
        var canaries = new Canaries();
        canaries.Add("here", Secret);
        canaries.Add("elsewhere", "another secret");

        Assert.Equal(["here"], canaries.FindIn($"before {written} behind"));
        Assert.Empty(canaries.FindIn("before a secret of mine behind"));
    }
}
