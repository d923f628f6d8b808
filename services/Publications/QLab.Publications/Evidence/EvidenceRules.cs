namespace QLab.Publications.Evidence;

static class EvidenceRules
{
    /// <summary>Every fault at once, by JSON Pointer.</summary>
    public static Dictionary<string, string[]> Faults(CodeEvidenceRequest request)
    {
        var faults = new Dictionary<string, string[]>();
        if (request.ContributionId is null == request.Source is null)
            faults["/contributionId"] = ["Evidence is either a contribution or a cited source: send contributionId or source."];
        if (request.Passage is { } passage)
        {
            if (request.ContributionId is null) faults["/passage"] = ["Only a contribution has a passage."];
            if (passage.Start >= passage.End) faults["/passage/end"] = ["A passage ends after its start."];
        }
        if (request.Source?.Url is { } url && !IsWebAddress(url))
            faults["/source/url"] = ["The address of a source begins with https:// or http://."];
        return faults;
    }

    static bool IsWebAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
