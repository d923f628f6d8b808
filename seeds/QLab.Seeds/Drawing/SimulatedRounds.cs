using QLab.Seeds.Facts;

namespace QLab.Seeds.Drawing;

/// <param name="Dots">How many dots each theme gets, in the order of the themes.</param>
sealed record SimulatedVote(Guid ParticipantId, IReadOnlyList<int> Dots);

sealed record SimulatedRound(Guid Id, RoundFacts Facts, Guid WorkshopId, IReadOnlyList<SimulatedVote> Votes);

/// <summary>Who votes for which themes: guests of the workshop, each with all their dots.</summary>
static class SimulatedRounds
{
    public static IReadOnlyList<SimulatedRound> Of(Lab lab, IReadOnlyList<SimulatedGathering> gatherings) =>
        [.. lab.Rounds.Select((round, i) => Round(lab, round, i, gatherings.Single(gathering => gathering.Facts.Key == round.Workshop)))];

    static SimulatedRound Round(Lab lab, RoundFacts round, int ordinal, SimulatedGathering gathering)
    {
        var name = $"{lab.Slug}/round/{round.Key}";
        var chance = new Chance(name);
        var day = DateOnly.FromDateTime(gathering.Facts.StartsAt.UtcDateTime);
        return new(
            SeedId.Of(day, ordinal, name), round, gathering.Id,
            [.. gathering.Bookings.Take(round.Votes).Select(guest => new SimulatedVote(guest.ParticipantId, Dots(lab, round, chance)))]);
    }

    static int[] Dots(Lab lab, RoundFacts round, Chance chance)
    {
        var dots = new int[lab.Themes.Count];
        for (var given = 0; given < round.Dots;)
        {
            // The first themes are a little more popular.
            var theme = Math.Min(chance.Below(dots.Length), chance.Below(dots.Length));
            if (dots[theme] == round.MostOnOne) continue;
            dots[theme]++;
            given++;
        }
        return dots;
    }
}
