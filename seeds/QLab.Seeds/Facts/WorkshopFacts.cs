namespace QLab.Seeds.Facts;

/// <param name="AgendaFrom">The key of an agenda that several workshops share.</param>
sealed record WorkshopFacts(
    string Key, string Title, string City, string Format, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string DateNote, string Source,
    int Capacity, int Bookings, int Attended, string SimulatedNote, IReadOnlyList<SessionFacts>? Agenda = null, string? AgendaFrom = null)
{
    public IReadOnlyList<SessionFacts> Sessions => Agenda ?? throw new InvalidOperationException($"The workshop {Key} has no agenda.");
}

sealed record AgendaFacts(string Key, string Source, string MinutesNote, IReadOnlyList<SessionFacts> Agenda);

sealed record SessionFacts(
    string Title, string Purpose, string Method, int Minutes, IReadOnlyList<string> Takeaways, string Source, string? Note = null);
