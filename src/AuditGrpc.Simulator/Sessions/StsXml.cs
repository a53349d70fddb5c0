using System.Text;
using System.Xml.Linq;

namespace AuditGrpc.Simulator;

/// <summary>Replies as AWS's Security Token Service writes them.</summary>
internal static class StsXml
{
    private const string ContentType = "text/xml";
    private static readonly XNamespace _sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static XElement Element(string name, params object[] content) => new(_sts + name, content);

    public static Reply Ok(string operation, object[] result, string requestId) => Of(200, Element(
        $"{operation}Response",
        Element($"{operation}Result", result),
        Element("ResponseMetadata", Element("RequestId", requestId))));

    public static Reply Error(int status, string code, string message, string requestId) => Of(status, Element(
        "ErrorResponse",
        Element("Error", Element("Type", status < 500 ? "Sender" : "Receiver"), Element("Code", code), Element("Message", message)),
        Element("RequestId", requestId)));

    /// <summary>What this service calls an error that AWS IoT calls otherwise.</summary>
    public static string CodeOf(string code) => code == "UnrecognizedClientException"
        ? "InvalidClientTokenId"
        : code.EndsWith("Exception", StringComparison.Ordinal) ? code[..^"Exception".Length] : code;

    private static Reply Of(int status, XElement body) => new(status, Encoding.UTF8.GetBytes(body.ToString()), ContentType);
}
