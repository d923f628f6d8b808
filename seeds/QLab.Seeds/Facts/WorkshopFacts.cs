namespace QLab.Seeds.Facts;

/// <param name="AgendaFrom">The key of an agenda that several workshops share.</param>
sealed record WorkshopFacts(
    string Key, string Title, string City, string Format, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string DateNote, string Source,
    int Capacity, int Bookings, int Attended, string SimulatedNote, IReadOnlyList<SessionFacts>? Agenda = null, string? AgendaFrom = null,
    ArrangementFacts? Arrangements = null, CardFacts? Card = null)
{
    public IReadOnlyList<SessionFacts> Sessions => Agenda ?? throw new InvalidOperationException($"The workshop {Key} has no agenda.");
}

/// <param name="Agreement">What people agree to before they book.</param>
/// <param name="Teams">The keys of the test teams that present there.</param>
sealed record ArrangementFacts(
    string Kind, string Series, string Agreement, IReadOnlyList<string> AccessFeatures, string Source, string Note,
    IReadOnlyList<string>? Teams = null);

/// <summary>The commitment card of a workshop.</summary>
/// <param name="ReturnOn">When it is posted back.</param>
/// <param name="Cards">How many filled one in.</param>
sealed record CardFacts(IReadOnlyList<string> Questions, DateOnly ReturnOn, int Cards, string Source, string Note);

/// <summary>What one person wrote on such a card.</summary>
sealed record CommitmentFacts(string Key, IReadOnlyList<string> Answers, string Source, string Note);

/// <summary>A round of dot voting over the themes.</summary>
/// <param name="Workshop">The key of the workshop that it is held in.</param>
/// <param name="Votes">How many voted.</param>
sealed record RoundFacts(
    string Key, string Workshop, string Title, string Question, int Dots, int MostOnOne, int Votes, string Source, string SimulatedNote);

sealed record AgendaFacts(string Key, string Source, string MinutesNote, IReadOnlyList<SessionFacts> Agenda);

sealed record SessionFacts(
    string Title, string Purpose, string Method, int Minutes, IReadOnlyList<string> Takeaways, string Source, string? Note = null);

/// <summary>An interview: who says what, under names that are not theirs.</summary>
/// <param name="Workshop">The key of the workshop that it belongs to.</param>
/// <param name="Transcript">A line for each turn, after the name of who speaks; the Lab asks as I.</param>
sealed record InterviewFacts(
    string Key, string Workshop, string Title, IReadOnlyList<string> Topics, IReadOnlyList<string> Transcript,
    IReadOnlyList<CodingFacts> Codings, string Source, string Note);

/// <param name="Turn">Which turn, from 1.</param>
/// <param name="Words">What of it is coded to the theme.</param>
sealed record CodingFacts(int Turn, string Theme, string Words);
