namespace QLab.Seeds.Facts;

/// <param name="AgendaFrom">The key of an agenda that several workshops share.</param>
/// <param name="Series">What workshops that belong together are called.</param>
/// <param name="Teams">The keys of the test teams that present there.</param>
sealed record WorkshopFacts(
    string Key, string Title, string City, string Format, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string DateNote, string Source,
    int Capacity, int Bookings, int Attended, string SimulatedNote, IReadOnlyList<SessionFacts>? Agenda = null, string? AgendaFrom = null,
    string? Series = null, IReadOnlyList<string>? Teams = null)
{
    public IReadOnlyList<SessionFacts> Sessions => Agenda ?? throw new InvalidOperationException($"The workshop {Key} has no agenda.");
}

sealed record AgendaFacts(string Key, string Source, string MinutesNote, IReadOnlyList<SessionFacts> Agenda);

sealed record SessionFacts(
    string Title, string Purpose, string Method, int Minutes, IReadOnlyList<string> Takeaways, string Source, string? Note = null);
