using System.Net.Sockets;
using System.Text.RegularExpressions;
using Amazon.Runtime;

namespace AuditGrpc.Server.Upstream;

/// <summary>
/// What may be written down of an answer of AWS's. Its text may not, at any level: it can hold account ids and ARNs, or whatever
/// another server in AWS's place puts there. Only what has the form of a code or an id passes.
/// </summary>
internal static partial class UpstreamFacts
{
    /// <summary>The types of what was thrown, from the outermost to the innermost, with what sockets and HTTP say by number.</summary>
    public static string KindOf(Exception exception)
    {
        var kind = exception switch
        {
            SocketException { SocketErrorCode: var code } => $"{nameof(SocketException)} {code}",
            HttpRequestException { HttpRequestError: var error } => $"{nameof(HttpRequestException)} {error}",
            _ => exception.GetType().Name,
        };
        return exception.InnerException is { } inner ? $"{kind}: {KindOf(inner)}" : kind;
    }

    public static string? CodeOf(Exception exception) => Word((exception as AmazonServiceException)?.ErrorCode);

    /// <summary>AWS's id of the request that failed, whatever was made of the failure since; nothing if AWS did not answer.</summary>
    public static string? RequestIdOf(Exception? exception) => exception switch
    {
        null => null,
        AmazonServiceException said => Word(said.RequestId),
        _ => RequestIdOf(exception.InnerException),
    };

    public static string? RequestIdOf(AmazonWebServiceResponse response) => Word(response.ResponseMetadata?.RequestId);

    private static string? Word(string? text) => text is null || WordForm().IsMatch(text) ? text : "unreadable";

    [GeneratedRegex(@"^[A-Za-z0-9.:#_\-]{0,64}\z")]
    private static partial Regex WordForm();
}
