using QLab.Seeds.Facts;

namespace QLab.Seeds.Drawing;

sealed record SimulatedBooking(Guid Id, Guid ParticipantId);

sealed record SimulatedNote(Guid Id, string Kind, string Session, Guid? ParticipantId, Said Said);

/// <summary>What somebody wrote on the card of a workshop.</summary>
sealed record SimulatedCommitment(Guid ParticipantId, IReadOnlyList<string> Answers);

sealed record SimulatedGathering(
    Guid Id, WorkshopFacts Facts, IReadOnlyList<SimulatedBooking> Bookings, IReadOnlyList<SimulatedNote> Notes,
    IReadOnlyList<SimulatedCommitment> Commitments);

/// <summary>Who books which workshop and what is noted there. Who takes part only remotely books nothing in person.</summary>
static class SimulatedGatherings
{
    const int NotesPerSession = 4;

    static readonly string[] Kinds = ["note", "quote", "takeaway"];

    public static IReadOnlyList<SimulatedGathering> Of(Lab lab, IReadOnlyList<SimulatedPerson> people) =>
        [.. lab.Workshops.Select((workshop, i) => Gathering(lab, workshop, i, people))];

    static SimulatedGathering Gathering(Lab lab, WorkshopFacts workshop, int ordinal, IReadOnlyList<SimulatedPerson> people)
    {
        var name = $"{lab.Slug}/workshop/{workshop.Key}";
        var day = DateOnly.FromDateTime(workshop.StartsAt.UtcDateTime);
        var chance = new Chance(name);
        SimulatedPerson[] able = [.. people.Where(person => workshop.Format != "inPerson" || !person.RemoteOnly)];
        var guests = chance.Sample(able, workshop.Bookings);
        return new(
            SeedId.Of(day, ordinal, name), workshop,
            [.. guests.Select((guest, i) => new SimulatedBooking(SeedId.Of(day, i, $"{name}/booking/{guest.Email}"), guest.ParticipantId))],
            [.. workshop.Sessions.SelectMany(session => Enumerable.Repeat(session.Title, NotesPerSession))
                .Select((session, i) => Note(SeedId.Of(day, i, $"{name}/note/{i}"), session, guests, lab.Themes[i % lab.Themes.Count], lab.Themes, chance))],
            workshop.Card is { } card
                ? [.. guests.Take(card.Cards)
                    .Select(guest => new SimulatedCommitment(guest.ParticipantId, chance.Pick(lab.Commitments).Answers))]
                : []);
    }

    static SimulatedNote Note(
        Guid id, string session, IReadOnlyList<SimulatedPerson> guests, ThemeFacts theme, IReadOnlyList<ThemeFacts> themes, Chance chance)
    {
        var kind = chance.Pick(Kinds);
        var who = kind == "quote" || chance.Percent(50) ? chance.Pick(guests).ParticipantId : (Guid?)null;
        return new(id, kind, session, who, Said.By(chance, theme, themes));
    }
}
