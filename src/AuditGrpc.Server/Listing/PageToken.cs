using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AuditGrpc.Server.Errors;
using Google.Protobuf;

namespace AuditGrpc.Server.Listing;

/// <summary>
/// Where a list goes on: AWS's own token, with the period it was given for, though "now" has moved since. Whole in itself, so that any
/// server can read it, and of no use with another query.
/// </summary>
/// <param name="Query">A fingerprint of the query.</param>
/// <param name="Start">The period's beginning; none of a list that has no period.</param>
/// <param name="End">The period's end; none of a list that has no period.</param>
/// <param name="Next">AWS's token.</param>
internal sealed record PageToken(string Query, DateTimeOffset? Start, DateTimeOffset? End, string Next)
{
    private const string NotOfThisList = "must be next_page_token of the page before, with every other field as it was for that page";

    private static readonly JsonSerializerOptions Json = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    [JsonIgnore]
    public Period? Period => Start is { } start && End is { } end ? new Period(start, end) : null;

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
    /// <param name="request">The request. It has the fields <c>source</c> and <c>page_token</c>.</param>
    /// <param name="source">The name of the source that is asked, whether or not the request names it.</param>
    public static string QueryOf<T>(T request, string source)
        where T : IMessage<T>
    {
        var query = request.Clone();
        query.Descriptor.FindFieldByName("source").Accessor.SetValue(query, source);
        query.Descriptor.FindFieldByName("page_token").Accessor.Clear(query);
        byte[] asked = [.. Encoding.UTF8.GetBytes(query.Descriptor.FullName), .. query.ToByteArray()];
        return Base64Url.EncodeToString(SHA256.HashData(asked).AsSpan(0, 16));
    }
}
