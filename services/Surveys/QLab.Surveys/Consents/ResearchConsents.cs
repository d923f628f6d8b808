namespace QLab.Surveys.Consents;

static class ResearchConsents
{
    /// <summary>
    /// A condition on responses <c>r</c>: nobody has withdrawn them from research. What was given anonymously is nobody's to withdraw.
    /// </summary>
    public const string MayBeUsedSql =
        "NOT EXISTS (SELECT FROM consents c WHERE c.participant_id = r.participant_id AND c.purpose = 'research' AND NOT c.given)";
}
