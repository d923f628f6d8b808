using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Toy;

/// <summary>The smallest service: things with a name, announced when they are made, and a count of what was heard.</summary>
public sealed class Thing : IVersioned
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public uint RowVersion { get; private set; }
}

public sealed record ThingMade(Guid ThingId, string Name);

/// <summary>
/// An event that its handler cannot digest while <see cref="CountWhenSomethingHappened.Indigestible"/> says so, and below zero never.
/// </summary>
public sealed record SomethingHappened(int Number);

public sealed class ToyDb(DbContextOptions<ToyDb> options) : ServiceDb(options)
{
    public DbSet<Thing> Things => Set<Thing>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Thing>().HasIndex(t => t.Name).IsUnique();
        modelBuilder.Entity<Attachment>(attachment =>
        {
            attachment.ToTable("attachments").HasIndex(a => a.FileHash);
            attachment.HasOne<FileContent>().WithMany().HasForeignKey(a => a.FileHash).OnDelete(DeleteBehavior.Restrict);
        });
        Parcel.Map(modelBuilder);
        base.OnModelCreating(modelBuilder);
    }
}

public sealed class CountWhenSomethingHappened(ToyDb db) : IHandle<SomethingHappened>
{
    public static int? Indigestible { get; set; }

    public async Task Handle(IReadOnlyList<SomethingHappened> events, CancellationToken ct)
    {
        if (events.Any(e => e.Number == Indigestible || e.Number < 0)) throw new InvalidOperationException("This one cannot be digested.");
        foreach (var e in events) await db.Database.ExecuteSqlAsync($"INSERT INTO effects VALUES ({e.Number})", ct);
    }
}

public sealed record MakeThingRequest([property: Required, StringLength(40)] string Name);

public sealed record ThingView(Guid Id, string Name);

public enum Colour { DarkRed, LightBlue }

public enum Finish { Matt, HighGloss }

/// <summary>A field of every kind.</summary>
public sealed record MixPaintRequest([property: Required, StringLength(40)] string Name, Finish Finish = Finish.Matt)
{
    public MixPaintRequest? Under { get; init; }
    public Colour? Colour { get; init; }
    public double? Weight { get; init; }
    public Guid? Owner { get; init; }
    public DateTimeOffset? MadeAt { get; init; }
    public DateOnly? MadeOn { get; init; }
    public IReadOnlyDictionary<string, JsonElement>? Notes { get; init; }
    public IReadOnlyDictionary<string, double>? Weights { get; init; }

    [MinLength(1)]
    public IReadOnlyList<Colour>? Mixed { get; init; }
}

/// <summary>What is common to proposing and to replacing.</summary>
public abstract record Description([property: Required, StringLength(40)] string Name)
{
    public string? Note { get; init; }
    public IReadOnlyList<Colour> Colours { get; init; } = [];
}

public sealed record ProposeRequest(string Name) : Description(Name);

[EveryMemberRequired]
public sealed record DescribeRequest(string Name) : Description(Name);

/// <summary>A parameter of every kind.</summary>
public sealed record ThingFilter(
    [property: Range(1, 200)] int? Limit, Guid After, DateOnly? From, DateTimeOffset? At, bool? Broken,
    [property: StringLength(5)] string? Name);

static class ThingEndpoints
{
    public static void MapThings(this RouteGroupBuilder api)
    {
        api.MapPost("/things", Make).AllowAnonymous();
        api.MapGet("/things/{id:guid}", Get).AllowAnonymous().PublicFor(TimeSpan.FromMinutes(1));
        api.MapGet("/things/{id:guid}/namesakes", Namesakes).AllowAnonymous();
        api.MapGet("/copies", Copies).AllowAnonymous().RefusesUnknown<ToyDb>(("thingId", (db, _) => db.Things.Select(t => t.Id)));
        api.MapPost("/description", (ProposeRequest description) => TypedResults.Ok(description)).AllowAnonymous();
        api.MapPut("/description", (DescribeRequest description) => TypedResults.Ok(description)).AllowAnonymous();
        api.MapPut("/things/{id:guid}", Rename).AllowAnonymous();
        api.MapPost("/things/{id:guid}/wait", () => Refusal.NotKnownHere("thing").ToProblem()).AllowAnonymous();
        api.MapPost("/paints", (MixPaintRequest paint) => TypedResults.Ok(paint)).AllowAnonymous();
        api.MapGet("/found", ([AsParameters] ThingFilter filter, EnumParameter<Colour>? colour, string[]? tag, HttpContext http, ToyDb db) => TypedResults.Ok(filter)).AllowAnonymous();
        api.MapGet("/fails", Ok () => throw new InvalidOperationException("A secret detail.")).AllowAnonymous();
        api.MapGet("/forgotten", () => "This endpoint says nothing of who may call it.");
    }

    static async Task<Created<ThingView>> Make(MakeThingRequest request, ToyDb db, IEvents events, CancellationToken ct)
    {
        var thing = new Thing { Id = Guid.CreateVersion7(), Name = request.Name };
        db.Things.Add(thing);
        events.Publish(new ThingMade(thing.Id, thing.Name));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/toy/v1/things/{thing.Id}", new ThingView(thing.Id, thing.Name));
    }

    static async Task<Results<Ok<ThingView>, ProblemHttpResult>> Get(Guid id, ToyDb db, HttpContext http, CancellationToken ct)
    {
        if (await db.Things.FindAsync([id], ct) is not { } thing) return Refusal.NotFound("thing").ToProblem();
        http.SetETag(thing.RowVersion);
        return TypedResults.Ok(new ThingView(thing.Id, thing.Name));
    }

    static async Task<Results<Ok<int>, ProblemHttpResult>> Namesakes(Guid id, ToyDb db, HttpContext http, CancellationToken ct)
    {
        if (await db.Things.FindAsync([id], ct) is not { } thing) return Refusal.NotFound("thing").ToProblem();
        http.SetETag(thing.RowVersion);
        return TypedResults.Ok(await db.Things.CountAsync(t => t.Name.StartsWith(thing.Name), ct));
    }

    static Task<Page<ThingView>> Copies([AsParameters] Paging paging, Guid? thingId, ToyDb db, CancellationToken ct) =>
        paging.ReadAsync(db.Things.Where(t => t.Name == $"copy of {thingId}"), t => t.Id, t => new ThingView(t.Id, t.Name), ct);

    static async Task<Results<Ok<ThingView>, ProblemHttpResult>> Rename(
        Guid id, MakeThingRequest request, IfMatch ifMatch, ToyDb db, HttpContext http, CancellationToken ct)
    {
        if (await db.Things.FindAsync([id], ct) is not { } thing) return Refusal.NotFound("thing").ToProblem();
        ifMatch.Guard(db, thing);
        thing.Name = request.Name;
        await db.SaveChangesAsync(ct);
        http.SetETag(thing.RowVersion);
        return TypedResults.Ok(new ThingView(thing.Id, thing.Name));
    }
}
