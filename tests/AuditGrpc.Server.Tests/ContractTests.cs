using AuditGrpc.V1;
using Google.Protobuf.Reflection;

namespace AuditGrpc.Server.Tests;

/// <summary>What <c>buf breaking</c> checks, in short, for those who do not have it: what was released is still there, as it was.</summary>
public sealed class ContractTests
{
    private static readonly FileDescriptorSet Released =
        FileDescriptorSet.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "released.binpb")));

    private static readonly IReadOnlyList<FileDescriptorProto> Current =
        [AuditReflection.Descriptor.ToProto(), AuditServiceReflection.Descriptor.ToProto()];

    [Fact]
    public void Messages_AsReleased_KeepTheirFields()
    {
        foreach (var released in ReleasedFiles())
        {
            foreach (var message in released.MessageType)
            {
                var fields = CurrentFile(released).MessageType.Single(current => current.Name == message.Name).Field;
                Assert.All(message.Field, field => Assert.Contains(fields, current => Key(current).Equals(Key(field))));
            }
        }

        static object Key(FieldDescriptorProto field) =>
            (field.Name, field.Number, field.Type, field.Label, field.TypeName, field.Proto3Optional);
    }

    [Fact]
    public void Enums_AsReleased_KeepTheirValues()
    {
        foreach (var released in ReleasedFiles())
        {
            foreach (var type in released.EnumType)
            {
                var values = CurrentFile(released).EnumType.Single(current => current.Name == type.Name).Value;
                Assert.All(type.Value, value => Assert.Contains(values, current => (current.Name, current.Number) == (value.Name, value.Number)));
            }
        }
    }

    [Fact]
    public void Methods_AsReleased_KeepTheirShapes()
    {
        foreach (var service in ReleasedFiles().SelectMany(file => file.Service))
        {
            var methods = Current.SelectMany(file => file.Service).Single(current => current.Name == service.Name).Method;
            Assert.All(service.Method, method => Assert.Contains(methods, current => Key(current).Equals(Key(method))));
        }

        static object Key(MethodDescriptorProto method) => (method.Name, method.InputType, method.OutputType, method.ServerStreaming);
    }

    private static List<FileDescriptorProto> ReleasedFiles()
    {
        var files = Released.File.Where(file => file.Package == "auditgrpc.v1").ToList();
        Assert.NotEmpty(files);
        return files;
    }

    private static FileDescriptorProto CurrentFile(FileDescriptorProto released) =>
        Current.Single(file => file.Name == released.Name);
}
