using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace Grpc.Reflection;

/// <summary>Answers reflection requests; both versions of the protocol are one on the wire.</summary>
internal sealed class ReflectionAnswers(IEnumerable<string> services, SymbolRegistry symbols)
{
    private readonly List<string> _services = [.. services.Distinct().Order(StringComparer.Ordinal)];

    public static ReflectionAnswers For(IEnumerable<ServiceDescriptor> services)
    {
        var list = services.ToList();
        return new ReflectionAnswers(
            list.Select(service => service.FullName), SymbolRegistry.FromFiles(list.Select(service => service.File)));
    }

    public ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var response = request.MessageRequestCase switch
        {
            ServerReflectionRequest.MessageRequestOneofCase.ListServices => List(),
            ServerReflectionRequest.MessageRequestOneofCase.FileByFilename =>
                File(symbols.FileByName(request.FileByFilename), $"There is no file '{request.FileByFilename}'."),
            ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol =>
                File(symbols.FileContainingSymbol(request.FileContainingSymbol), $"There is no symbol '{request.FileContainingSymbol}'."),
            var unsupported => Error(StatusCode.Unimplemented, $"This server's reflection does not answer {unsupported}."),
        };
        response.ValidHost = request.Host;
        response.OriginalRequest = request;
        return response;
    }

    private ServerReflectionResponse List()
    {
        var list = new ListServiceResponse();
        list.Service.AddRange(_services.Select(name => new ServiceResponse { Name = name }));
        return new ServerReflectionResponse { ListServicesResponse = list };
    }

    private static ServerReflectionResponse File(FileDescriptor? file, string missing)
    {
        if (file is null)
        {
            return Error(StatusCode.NotFound, missing);
        }

        var files = new List<FileDescriptor>();
        AddWithImports(file, files);
        var response = new FileDescriptorResponse();
        response.FileDescriptorProto.AddRange(files.Select(each => each.SerializedData));
        return new ServerReflectionResponse { FileDescriptorResponse = response };
    }

    private static void AddWithImports(FileDescriptor file, List<FileDescriptor> files)
    {
        if (files.Contains(file))
        {
            return;
        }

        files.Add(file);
        foreach (var import in file.Dependencies)
        {
            AddWithImports(import, files);
        }
    }

    private static ServerReflectionResponse Error(StatusCode code, string message) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message } };
}
