using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using AuditGrpc.Server.Errors;
using AuditGrpc.V1;
using Google.Protobuf;

namespace AuditGrpc.Server.Listing;

/// <summary>
/// Where a list goes on: AWS's own token, with the period it was given for, though "now" has moved since. Whole in itself, so that any
/// server can read it, and of no use with another query.
/// </summary>
/// <param name="Query">A fingerprint of the query.</param>
/// <param name="Start">The period's beginning.</param>
/// <param name="End">The period's end.</param>
/// <param name="Next">AWS's token.</param>
internal sealed record PageToken(string Query, DateTimeOffset Start, DateTimeOffset End, string Next)
{
    private const string NotOfThisList = "must be next_page_token of the page before, with every other field as it was for that page";

    private static readonly JsonSerializerOptions Json = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public Period Period => new(Start, End);

    public string Write() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <exception cref="AuditFailure">The text is no token, or one of another query.</exception>
    public static PageToken Read(string text, string query)
    {
        try
        {
            var token = JsonSerializer.Deserialize<PageToken>(Base64Url.DecodeFromChars(text), Json);
            return token?.Query == query ? token : throw AuditFailure.InvalidField("page_token", NotOfThisList);
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw AuditFailure.InvalidField("page_token", NotOfThisList, exception);
        }
    }

    /// <summary>AWS did not take the token, or would not: the period it is of has left AWS's retention meanwhile.</summary>
    public static AuditFailure Outdated(Exception? cause = null) =>
        AuditFailure.InvalidField("page_token", "is no longer valid: list again from the first page", cause);

    /// <summary>The fingerprint of all that a request asks for but the page: fields that the contract may gain are in it too.</summary>
    public static string QueryOf(ListAuditTasksRequest request, string source)
    {
        var query = new ListAuditTasksRequest(request) { Source = source, PageToken = "" };
        return Base64Url.EncodeToString(SHA256.HashData(query.ToByteArray()).AsSpan(0, 16));
    }
}
