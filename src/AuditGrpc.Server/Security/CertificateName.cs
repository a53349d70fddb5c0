using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace AuditGrpc.Server.Security;

/// <summary>Who a certificate is about. Its common name says nothing: anything could be in there.</summary>
internal static class CertificateName
{
    private const string SubjectAlternativeName = "2.5.29.17";
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag UriName = new(TagClass.ContextSpecific, 6);

    /// <summary>Its first URI name; without any, its first DNS name; without any, nothing.</summary>
    public static string? Of(X509Certificate2 certificate)
    {
        try
        {
            var names = certificate.Extensions[SubjectAlternativeName] is { } extension ? Read(extension.RawData) : [];
            return names.OrderByDescending(name => name.Tag == UriName).Select(name => name.Text).FirstOrDefault();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    private static List<(Asn1Tag Tag, string Text)> Read(byte[] extension)
    {
        var names = new List<(Asn1Tag, string)>();
        var reader = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (reader.HasData)
        {
            var tag = reader.PeekTag();
            if (tag == DnsName || tag == UriName)
            {
                names.Add((tag, reader.ReadCharacterString(UniversalTagNumber.IA5String, tag)));
            }
            else
            {
                reader.ReadEncodedValue();
            }
        }

        return names;
    }
}
