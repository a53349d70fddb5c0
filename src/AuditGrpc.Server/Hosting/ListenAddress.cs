using System.Net;

namespace AuditGrpc.Server.Hosting;

/// <summary>An address that this server is to listen at.</summary>
/// <param name="Key">The setting that says so.</param>
/// <param name="Url">The address, as it is written there.</param>
/// <param name="HasCertificate">It has a certificate of its own.</param>
internal sealed record ListenAddress(string Key, string Url, bool HasCertificate)
{
    private readonly BindingAddress? _parsed = Parse(Url);

    public bool IsValid => _parsed is not null;

    public bool IsEncrypted => _parsed?.Scheme == Uri.UriSchemeHttps;

    /// <summary>Only this machine can reach it.</summary>
    public bool IsLocal => _parsed is null || _parsed.IsUnixPipe || _parsed.IsNamedPipe || _parsed.Host == "localhost"
        || (IPAddress.TryParse(_parsed.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Every address, by Kestrel's own rules: its endpoints, or else the URLs, or else the ports.</summary>
    public static IReadOnlyList<ListenAddress> Read(IConfiguration configuration)
    {
        var shared = configuration.GetSection("Kestrel:Certificates:Default").GetChildren().Any();
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren()
            .Where(endpoint => endpoint["Url"] is not null)
            .Select(endpoint => new ListenAddress(
                $"{endpoint.Path}:Url", endpoint["Url"]!, shared || endpoint.GetSection("Certificate").GetChildren().Any()))
            .ToList();
        if (endpoints.Count > 0)
        {
            return endpoints;
        }

        var urls = Split("Urls").Select(url => new ListenAddress("Urls", url, shared)).ToList();
        return urls.Count > 0
            ? urls
            :
            [
                .. Split("Http_Ports").Select(port => new ListenAddress("Http_Ports", $"http://*:{port}", shared)),
                .. Split("Https_Ports").Select(port => new ListenAddress("Https_Ports", $"https://*:{port}", shared)),
            ];

        string[] Split(string key) => configuration[key]?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
    }

    private static BindingAddress? Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
