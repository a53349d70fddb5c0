using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using Amazon.Util;

namespace Amazon.IoT.Wire;

/// <summary>One operation of the API as it stands on the wire (restJson1): its request marshaller and its response unmarshaller.</summary>
internal sealed class Operation<TRequest, TResponse>(string method, string path)
    : JsonResponseUnmarshaller, IMarshaller<IRequest, AmazonWebServiceRequest>
    where TRequest : AmazonIoTRequest, new()
    where TResponse : AmazonWebServiceResponse, new()
{
    /// <summary>Values for the <c>{labels}</c> of the path. All are required.</summary>
    public Dictionary<string, Func<TRequest, string>> Labels { get; } = [];

    /// <summary>Query parameters. A null is not sent.</summary>
    public Dictionary<string, Func<TRequest, string>> Query { get; } = [];

    /// <summary>The request's JSON body. Null: the request has none.</summary>
    public Shape<TRequest> Body { get; init; }

    /// <summary>The response's JSON body. Empty: whatever the body is, it is not read.</summary>
    public Shape<TResponse> Reply { get; } = [];

    /// <summary>The error codes that become exceptions of their own. Every other becomes <see cref="AmazonIoTException"/>.</summary>
    public IReadOnlyList<ModeledError> Errors { get; init; } = [];

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var source = (TRequest)input;
        var request = new DefaultRequest(source, "Amazon.IoT")
        {
            HttpMethod = method,
            ResourcePath = path,
            UseQueryString = Query.Count > 0,
        };
        request.Headers[HeaderKeys.XAmzApiVersion] = AmazonIoTConfig.ApiVersion;
        foreach (var (name, get) in Labels)
        {
            request.AddPathResource($"{{{name}}}", get(source) ?? throw MissingField(name));
        }

        foreach (var (name, get) in Query)
        {
            if (get(source) is { } value)
            {
                request.Parameters.Add(name, value);
            }
        }

        if (Body is not null)
        {
            request.Headers[HeaderKeys.ContentTypeHeader] = "application/json";
            request.Content = Serialize(source);
        }

        return request;
    }

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var response = new TResponse();
        if (Reply.IsEmpty)
        {
            return response;
        }

        var reader = ReaderOf(input);
        input.Read(ref reader);
        return Reply.ReadMembers(response, input, ref reader);
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        var reader = ReaderOf(input);
        var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
        var create = Errors.FirstOrDefault(modeled => modeled.Code == error.Code)?.Create ?? ModeledError.Unmodeled;
        return create(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }

    private static StreamingUtf8JsonReader ReaderOf(JsonUnmarshallerContext context) =>
        new(context.Stream, AWSConfigs.StreamingUtf8JsonReaderBufferSize ?? 4096, context.JsonMaxDepth);

    private static AmazonIoTException MissingField(string label) =>
        new($"Request object does not have required field {char.ToUpperInvariant(label[0])}{label[1..]} set");

    private byte[] Serialize(TRequest source)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Body.Write(writer, source);
        }

        return buffer.ToArray();
    }
}
