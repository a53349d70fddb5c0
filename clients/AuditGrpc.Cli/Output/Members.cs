namespace AuditGrpc.Cli.Output;

/// <summary>
/// The members of a reply, in the order of AWS's service model. A value is a string, a <see cref="PlainTime"/>, a bool, a long,
/// members of its own, or a list of those. A member without a value is left out.
/// </summary>
internal sealed class Members : List<KeyValuePair<string, object>>
{
    public void Add(string name, object? value)
    {
        if (value is not null)
        {
            Add(new(name, value));
        }
    }

    /// <summary>As all formats but JSON have them: by name.</summary>
    public IEnumerable<KeyValuePair<string, object>> Sorted() => this.OrderBy(member => member.Key, StringComparer.Ordinal);
}

/// <summary>The one time that AWS's command does not print as a string: that of a skeleton.</summary>
internal sealed record PlainTime(DateTimeOffset Time)
{
    public string Json => Time.ToString("yyyy-MM-ddTHH:mm:ss");

    public override string ToString() => Time.ToString("yyyy-MM-dd HH:mm:ss");
}
