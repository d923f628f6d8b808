using QLab.Seeds.Facts;

namespace QLab.Seeds.Drawing;

/// <summary>Everything about one project that is played: its facts, and what is drawn around them.</summary>
sealed record LabDraw(
    Lab Facts, Guid ProjectId, IReadOnlyList<SimulatedPerson> People,
    IReadOnlyList<SimulatedResponse> Responses, IReadOnlyList<SimulatedGathering> Gatherings, IReadOnlyList<SimulatedRound> Rounds,
    IReadOnlyList<SimulatedInterview> Interviews)
{
    public string Slug => Facts.Slug;

    public static IReadOnlyList<LabDraw> All(AllFacts facts)
    {
        var draws = new List<LabDraw>();
        foreach (var lab in facts.Labs) draws.Add(Of(lab, 1 + draws.Sum(draw => draw.People.Count)));
        return draws;
    }

    /// <summary>The id of something of this project.</summary>
    public Guid Id(string kind, string key, int ordinal, DateOnly? day = null) =>
        SeedId.Of(day ?? Facts.Project.StartsOn, ordinal, $"{Slug}/{kind}/{key}");

    static LabDraw Of(Lab lab, int firstPerson)
    {
        var people = SimulatedPeople.Of(lab, firstPerson);
        var gatherings = SimulatedGatherings.Of(lab, people);
        return new(
            lab, SeedId.Of(lab.Project.StartsOn, 0, $"{lab.Slug}/project"), people,
            SimulatedResponses.Of(lab), gatherings, SimulatedRounds.Of(lab, gatherings),
            SimulatedInterviews.Of(lab, people, gatherings));
    }
}
