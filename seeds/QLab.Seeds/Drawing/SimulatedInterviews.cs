using QLab.Seeds.Facts;

namespace QLab.Seeds.Drawing;

/// <param name="ParticipantId">Null for who asks on behalf of the Lab.</param>
sealed record SimulatedSpeaker(string Name, Guid? ParticipantId);

/// <summary>Words of a turn that speak of a theme.</summary>
sealed record SimulatedPassage(Guid Id, int Turn, string Theme, int Start, int End);

sealed record SimulatedInterview(
    Guid Id, InterviewFacts Facts, Guid WorkshopId, IReadOnlyList<SimulatedSpeaker> Speakers, IReadOnlyList<SimulatedPassage> Passages);

/// <summary>Who speaks in which interview: guests of its workshop who live with both and consent to research.</summary>
static class SimulatedInterviews
{
    const string Lab = "I";

    public static IReadOnlyList<SimulatedInterview> Of(
        Lab lab, IReadOnlyList<SimulatedPerson> people, IReadOnlyList<SimulatedGathering> gatherings)
    {
        var able = people.Where(person => person.Perspectives.Any(p => p.Kind == "livedExperience")
                && person.Consents.Any(consent => consent is { Purpose: "research", Given: true }))
            .Select(person => person.ParticipantId).ToHashSet();
        return [.. lab.Interviews.Select((interview, i) =>
            Interview(lab, interview, i, gatherings.Single(gathering => gathering.Facts.Key == interview.Workshop), able))];
    }

    static SimulatedInterview Interview(
        Lab lab, InterviewFacts facts, int ordinal, SimulatedGathering gathering, HashSet<Guid> able)
    {
        var name = $"{lab.Slug}/interview/{facts.Key}";
        var day = DateOnly.FromDateTime(gathering.Facts.StartsAt.UtcDateTime);
        var tellers = gathering.Bookings.Select(guest => guest.ParticipantId).Where(able.Contains).ToList();
        string[] names = [.. facts.Transcript.Select(turn => Split(turn).Name).Distinct()];
        return new(
            SeedId.Of(day, ordinal, name), facts, gathering.Id,
            [.. names.Where(speaker => speaker != Lab).Select((speaker, i) => new SimulatedSpeaker(speaker, tellers[i])),
                .. names.Where(speaker => speaker == Lab).Select(speaker => new SimulatedSpeaker(speaker, null))],
            [.. facts.Codings.Select((coding, i) => Passage(SeedId.Of(day, i, $"{name}/passage/{i}"), coding, facts))]);
    }

    static SimulatedPassage Passage(Guid id, CodingFacts coding, InterviewFacts facts)
    {
        var start = Split(facts.Transcript[coding.Turn - 1]).Words.IndexOf(coding.Words, StringComparison.Ordinal);
        return start >= 0
            ? new(id, coding.Turn, coding.Theme, start, start + coding.Words.Length)
            : throw new InvalidOperationException($"Nobody says “{coding.Words}” in turn {coding.Turn} of {facts.Key}.");
    }

    static (string Name, string Words) Split(string turn)
    {
        var colon = turn.IndexOf(": ", StringComparison.Ordinal);
        return (turn[..colon], turn[(colon + 2)..]);
    }
}
