using System.Globalization;

namespace AuditGrpc.Simulator;

/// <summary>What ListRelatedResourcesForAuditFinding asks for. Pages go by the resources' places: a finding's do not change.</summary>
internal sealed class RelatedListing
{
    private readonly string _findingId;
    private readonly Paging _paging;
    private readonly int _seen;

    public RelatedListing(IQueryCollection query)
    {
        _findingId = AwsApi.ValidFinding(query["findingId"].ToString());
        _paging = new(_findingId, query["nextToken"], Paging.MaxResults(query["maxResults"]));
        // A token that this simulator gave has a number there; anybody can make one that has not.
        if (_paging.After.Length > 0 && !int.TryParse(_paging.After, NumberStyles.None, CultureInfo.InvariantCulture, out _seen))
        {
            throw Paging.ForeignToken();
        }
    }

    public RelatedPage Of(Findings findings)
    {
        var all = findings.Get(_findingId) is { } finding
            ? finding.RelatedResources ?? []
            : throw AwsErrorException.FindingNotFound(_findingId);
        var (page, nextToken) = _paging.Of(
            all.Index().Skip(_seen), item => (item.Index + 1).ToString(CultureInfo.InvariantCulture));
        return new([.. page.Select(item => item.Item)], nextToken);
    }
}

internal sealed record RelatedPage(IReadOnlyList<FoundResource> RelatedResources, string? NextToken);
