using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Text;

namespace QLab.Workshops.Agenda;

/// <summary>One part of the agenda.</summary>
public sealed record Session(
    [property: Required, Text(200)] string Title,
    [property: Required, StringLength(2000)] string Purpose,
    [property: Range(1, 1440)] int Minutes)
{
    /// <summary>How it is done: a name or key of the method library, or words of your own.</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? Method { get; init; }

    /// <summary>What people are to take away.</summary>
    [MaxLength(20)]
    public IReadOnlyList<string> Takeaways { get; init; } = [];

    /// <summary>A room of the venue, or a breakout room; null where everybody is.</summary>
    [Text(200)]
    public string? Room { get; init; }

    /// <summary>When it begins; after those before it when not said.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Whether people rest.</summary>
    public bool Break { get; init; }
}

/// <summary>An agenda as it lies in the database: the same JSON as in the API.</summary>
static class AgendaJson
{
    static readonly JsonSerializerOptions Options = Json.Apply(new());

    /// <summary>An agenda is replaced whole, never changed in place.</summary>
    public static readonly ValueComparer<IReadOnlyList<Session>> ReplacedWhole =
        new((left, right) => ReferenceEquals(left, right), agenda => agenda.Count, agenda => agenda);

    public static string Write(IReadOnlyList<Session> agenda) => JsonSerializer.Serialize(agenda, Options);

    public static IReadOnlyList<Session> Read(string json) => JsonSerializer.Deserialize<List<Session>>(json, Options)!;
}
