using System.ComponentModel.DataAnnotations;

namespace AuditGrpc.Server.Hosting;

/// <summary>The one scheme that an address may have.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SchemeAttribute : ValidationAttribute
{
    public SchemeAttribute(string scheme)
    {
        Scheme = scheme;
        ErrorMessage = $"an {scheme} address";
    }

    public string Scheme { get; }

    public override bool IsValid(object? value) => value is Uri address && address.Scheme == Scheme;
}
