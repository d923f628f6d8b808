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
    /// <summary>How it is done: Troika consulting, role play, dot voting …</summary>
    [StringLength(200, MinimumLength = 1)]
    public string? Method { get; init; }

    /// <summary>What people are to take away.</summary>
    [MaxLength(20)]
    public IReadOnlyList<string> Takeaways { get; init; } = [];
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
