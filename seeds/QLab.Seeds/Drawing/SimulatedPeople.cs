using System.Globalization;
using QLab.Seeds.Facts;

namespace QLab.Seeds.Drawing;

sealed record Perspective(string Kind, string? Field);

sealed record Consent(string Purpose, bool Given);

/// <summary>Somebody who does not exist, and how they take part in one project.</summary>
sealed record SimulatedPerson(
    Guid PersonId, Guid ParticipantId, string Name, string Email, IReadOnlyList<Perspective> Perspectives,
    bool QMember, bool RemoteOnly, IReadOnlyList<Consent> Consents);

static class SimulatedPeople
{
    /// <param name="lab">The project, with how many people took part in it.</param>
    /// <param name="first">The number of the first of them; numbers run on through the projects.</param>
    public static IReadOnlyList<SimulatedPerson> Of(Lab lab, int first)
    {
        var count = lab.Project.Headline.Participants.Number;
        var chance = new Chance($"{lab.Slug}/people");
        var kinds = chance.Sample(Shared(lab.People.Perspectives, count), count);
        return [.. kinds.Select((kind, i) => Person(lab, first + i, i, kind, chance))];
    }

    static SimulatedPerson Person(Lab lab, int number, int ordinal, PerspectiveShare share, Chance chance)
    {
        var serial = number.ToString("000", CultureInfo.InvariantCulture);
        var day = lab.Project.StartsOn;
        return new(
            SeedId.Of(day, ordinal, $"person/{serial}"), SeedId.Of(day, ordinal, $"{lab.Slug}/participant/{serial}"),
            $"Simulated Participant {serial}", $"simulated.participant.{serial}@example.org",
            [.. share.Kinds.Select(kind => new Perspective(kind, kind == "professional" ? chance.Pick(lab.People.Fields).Name : null))],
            chance.Percent(lab.People.QMemberPercent), chance.Percent(lab.People.RemoteOnlyPercent),
            [.. lab.People.ConsentPercent
                .Where(consent => consent.Key != "livedExperienceData" || share.Kinds.Contains("livedExperience"))
                .Select(consent => new Consent(consent.Key, chance.Percent(consent.Value)))]);
    }

    /// <summary>The shares as whole people; what rounding leaves over goes to the first share.</summary>
    static List<PerspectiveShare> Shared(IReadOnlyList<PerspectiveShare> shares, int count)
    {
        var people = shares.SelectMany(share => Enumerable.Repeat(share, count * share.Percent / 100)).ToList();
        people.AddRange(Enumerable.Repeat(shares[0], count - people.Count));
        return people;
    }
}
