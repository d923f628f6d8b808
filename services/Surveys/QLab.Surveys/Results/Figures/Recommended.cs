using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Results.Figures;

/// <summary>Net promoter score.</summary>
static class Recommended
{
    /// <remarks>
    /// The score is the difference of two shares of the same people, so its interval is the one for matched proportions: Wald's with
    /// half a person added to each of the four cells (Agresti and Min, Statistics in Medicine 24, 2005, 729–740), which holds up with
    /// few answers and at the ends.
    /// </remarks>
    public static Recommendation Of(Numbers numbers)
    {
        long In(string group) => numbers.Values.Where(v => Dimensions.RecommendationGroup(v.Key) == group).Sum(v => v.Value);
        var (promoters, passives, detractors) = (In("promoter"), In("passive"), In("detractor"));
        double all = promoters + passives + detractors, more = all + 2, difference = promoters - detractors;
        var half = 1.959964 * Math.Sqrt(promoters + detractors + 1 - difference * difference / more) / more;
        return new(
            promoters, passives, detractors, Math.Round(100 * difference / all, 1),
            Math.Round(100 * Math.Max(-1, difference / more - half), 1), Math.Round(100 * Math.Min(1, difference / more + half), 1));
    }
}
