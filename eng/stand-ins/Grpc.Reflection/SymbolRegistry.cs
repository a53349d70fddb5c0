using Google.Protobuf.Reflection;

namespace Grpc.Reflection;

/// <summary>Finds files by their name, or by the full name of anything declared in them. Imported files are included.</summary>
public class SymbolRegistry
{
    private readonly Dictionary<string, FileDescriptor> _files = [];
    private readonly Dictionary<string, FileDescriptor> _symbols = [];

    private SymbolRegistry()
    {
    }

    public static SymbolRegistry FromFiles(IEnumerable<FileDescriptor> fileDescriptors)
    {
        ArgumentNullException.ThrowIfNull(fileDescriptors);
        var registry = new SymbolRegistry();
        foreach (var file in fileDescriptors)
        {
            registry.Add(file);
        }

        return registry;
    }

    public FileDescriptor? FileByName(string filename) => _files.GetValueOrDefault(filename);

    public FileDescriptor? FileContainingSymbol(string symbol) => _symbols.GetValueOrDefault(symbol);

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
        {
            return;
        }

        foreach (var import in file.Dependencies)
        {
            Add(import);
        }

        foreach (var message in file.MessageTypes)
        {
            Add(message);
        }

        foreach (var enumeration in file.EnumTypes)
        {
            Add(enumeration);
        }

        foreach (var service in file.Services)
        {
            Add(service, service.Methods);
        }

        foreach (var extension in file.Extensions.UnorderedExtensions)
        {
            _symbols[extension.FullName] = file;
        }
    }

    private void Add(MessageDescriptor message)
    {
        Add(message, message.Fields.InDeclarationOrder());
        Add(message, message.Oneofs);
        foreach (var nested in message.NestedTypes)
        {
            Add(nested);
        }

        foreach (var enumeration in message.EnumTypes)
        {
            Add(enumeration);
        }
    }

    private void Add(EnumDescriptor enumeration)
    {
        _symbols[enumeration.FullName] = enumeration.File;
        // The values of an enum are its siblings, not its children.
        var scope = enumeration.FullName[..^enumeration.Name.Length];
        foreach (var value in enumeration.Values)
        {
            _symbols[scope + value.Name] = enumeration.File;
        }
    }

    private void Add(IDescriptor parent, IEnumerable<IDescriptor> children)
    {
        _symbols[parent.FullName] = parent.File;
        foreach (var child in children)
        {
            _symbols[$"{parent.FullName}.{child.Name}"] = parent.File;
        }
    }
}
