using AuditGrpc.Server.Hosting;

namespace AuditGrpc.Server.Security;

/// <summary>A file that a setting names.</summary>
internal sealed record PemFile(string Key, string Path)
{
    /// <exception cref="SettingsException">It cannot be read.</exception>
    public string Read()
    {
        try
        {
            return File.ReadAllText(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{Key} is '{Path}': cannot be read: {exception.Message}");
        }
    }

    public SettingsException Fault(string rule) => new($"{Key} is '{Path}': {rule}.");
}
