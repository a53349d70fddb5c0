using AuditGrpc.Server.Limiting;
using AuditGrpc.V1;
using Google.Protobuf.Reflection;

namespace AuditGrpc.Server.Tests.Limiting;

public sealed class CallerLimitsTests
{
    private static readonly string[] Reads = ["Describe", "Get", "List", "Watch", "Batch"];

    /// <summary>A new RPC that changes something must be counted among the changes: by its name, it is not a read.</summary>
    [Fact]
    public void Changes_AllMethodsOfTheContract_AreThoseThatDoNotRead()
    {
        var methods = new[]
        {
            AuditServiceReflection.Descriptor, AuditFindingServiceReflection.Descriptor, AuditCheckServiceReflection.Descriptor, SourceServiceReflection.Descriptor,
        }.SelectMany(file => file.Services).SelectMany(service => service.Methods);

        var changes = methods.Where(method => !Reads.Any(read => method.Name.StartsWith(read, StringComparison.Ordinal)));

        Assert.Equal(changes.Select(method => $"/{method.Service.FullName}/{method.Name}").Order(), CallerLimits.Changes.Order());
    }
}
