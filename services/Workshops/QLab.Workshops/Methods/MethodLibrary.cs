using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;

namespace QLab.Workshops.Methods;

/// <summary>What methods there are: those that come with the service, and beside them the Lab's own.</summary>
sealed class MethodLibrary(WorkshopsDb db)
{
    internal static readonly JsonSerializerOptions Options = Json.Apply(new());

    public static IReadOnlyList<MethodView> BuiltIn { get; } = Read();

    public async Task<IReadOnlyList<MethodView>> AllAsync(CancellationToken ct) =>
        [
            .. BuiltIn.Concat((await db.Methods.AsNoTracking().ToListAsync(ct)).Select(MethodView.Of))
                .OrderBy(method => method.Name, StringComparer.Ordinal),
        ];

    /// <summary>The method that an agenda means by a name or a key: the Lab's own before the library's.</summary>
    public async Task<Func<string?, MethodView?>> NamedAsync(CancellationToken ct)
    {
        var all = await AllAsync(ct);
        return name => name is null ? null : all.Where(method => method.IsCalled(name)).MaxBy(method => method.OfTheLab);
    }

    static List<MethodView> Read()
    {
        using var stream = typeof(MethodLibrary).Assembly.GetManifestResourceStream("methods.json")!;
        return [.. JsonSerializer.Deserialize<List<MethodDescription>>(stream, Options)!.Select(MethodView.BuiltIn)];
    }

    /// <summary>The same in every installation, as long as the key is.</summary>
    public static Guid IdOf(string key) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"method {key}")).AsSpan(0, 16));
}

/// <summary>One method as it is shown.</summary>
sealed record MethodView : MethodDescription
{
    public required Guid Id { get; init; }

    /// <summary>Written here, and not one that comes along.</summary>
    public required bool OfTheLab { get; init; }

    /// <summary>The method that this one was made from.</summary>
    public Guid? BasedOn { get; init; }

    /// <summary>How long it takes at least, with all its rounds.</summary>
    public required int MinutesInAll { get; init; }

    /// <summary>How long it takes at most.</summary>
    public required int MostMinutesInAll { get; init; }

    public static MethodView BuiltIn(MethodDescription method) => Of(method, MethodLibrary.IdOf(method.Key), ofTheLab: false, null);

    public static MethodView Of(Method method) => Of(method.Description, method.Id, ofTheLab: true, method.BasedOn);

    static MethodView Of(MethodDescription m, Guid id, bool ofTheLab, Guid? basedOn) => new()
    {
        Id = id, OfTheLab = ofTheLab, BasedOn = basedOn, MinutesInAll = m.Minutes, MostMinutesInAll = m.MostMinutes, Key = m.Key,
        Name = m.Name, Purpose = m.Purpose, GroupSize = m.GroupSize, LeastPeople = m.LeastPeople, MostPeople = m.MostPeople,
        Materials = m.Materials, Rounds = m.Rounds, Steps = m.Steps, Online = m.Online, Access = m.Access, Source = m.Source,
    };

    /// <summary>Whether every word stands somewhere in it.</summary>
    public bool Holds(string words)
    {
        var text = string.Join(' ', [Key, Name, Purpose, Online ?? "", Source, .. Materials, .. Steps.Select(step => step.What)]);
        return words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
