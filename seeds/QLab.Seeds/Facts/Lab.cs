namespace QLab.Seeds.Facts;

/// <summary>Everything that is known of one project.</summary>
sealed record Lab(
    ProjectFacts Project, PeopleFacts People, SurveyFacts? Survey, IReadOnlyList<WorkshopFacts> Workshops,
    IReadOnlyList<RoundFacts> Rounds, IReadOnlyList<CommitmentFacts> Commitments, IReadOnlyList<InterviewFacts> Interviews,
    TestingFacts? Testing, IReadOnlyList<TeamFacts> Teams,
    IReadOnlyList<ThemeFacts> Themes, IReadOnlyList<InsightFacts> Insights, IReadOnlyList<PublicationFacts> Publications)
{
    public string Slug => Project.Slug;

    public static Lab Read(string slug)
    {
        var agendas = Json.ReadAll<AgendaFacts>($"{slug}.agendas.json");
        return new(
            Json.Read<ProjectFacts>($"{slug}.project.json")!,
            Json.Read<PeopleFacts>($"{slug}.people.json")!,
            Json.Has($"{slug}.survey.json") ? Json.Read<SurveyFacts>($"{slug}.survey.json") : null,
            [.. Json.ReadAll<WorkshopFacts>($"{slug}.workshops.json").Select(w => WithAgenda(w, agendas))],
            Json.ReadAll<RoundFacts>($"{slug}.rounds.json"),
            Json.ReadAll<CommitmentFacts>($"{slug}.commitments.json"),
            Json.ReadAll<InterviewFacts>($"{slug}.interviews.json"),
            Json.Has($"{slug}.testing.json") ? Json.Read<TestingFacts>($"{slug}.testing.json") : null,
            Json.ReadAll<TeamFacts>($"{slug}.teams.json"),
            Json.ReadAll<ThemeFacts>($"{slug}.themes.json"),
            Json.ReadAll<InsightFacts>($"{slug}.insights.json"),
            Json.ReadAll<PublicationFacts>($"{slug}.publications.json"));
    }

    static WorkshopFacts WithAgenda(WorkshopFacts workshop, IReadOnlyList<AgendaFacts> agendas) =>
        workshop.AgendaFrom is { } key ? workshop with { Agenda = agendas.Single(a => a.Key == key).Agenda } : workshop;
}
