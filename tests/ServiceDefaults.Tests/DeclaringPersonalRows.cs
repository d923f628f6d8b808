using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Privacy;
using QLab.Toy;

namespace QLab.ServiceDefaults.Tests;

public sealed class DeclaringPersonalRows(ToyApp app)
{
    [Fact]
    public async Task Has_an_export_tell_the_rows_of_the_person_in_order_and_an_erasure_delete_no_others()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToyDb>();
        var (things, subject) = await ThingsAsync(db);
        var rows = Declared(db, services => services.AddPersonalRows<Thing>(
            "things", ["things"], whose => thing => whose.Pseudonyms.Contains(thing.Id),
            all => all.OrderBy(t => t.Name).Select(t => new { t.Name })));

        (rows.Name, rows.Tables.Single()).ShouldBe(("things", "things"));
        (await TextAsync(rows, subject)).ShouldBe(JsonSerializer.Serialize(new[] { new { things[1].Name }, new { things[0].Name } }));
        db.ChangeTracker.Entries().ShouldBeEmpty();

        await rows.EraseAsync(subject, default);

        (await db.Things.Where(t => things.Select(thing => thing.Id).Contains(t.Id)).Select(t => t.Id).ToListAsync()).ShouldBe([things[2].Id]);
        (await rows.ExportAsync(subject, default)).ShouldBeAssignableTo<System.Collections.ICollection>()!.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Has_an_export_tell_what_stands_in_other_tables_and_an_erasure_cut_off_rows_that_stay()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToyDb>();
        var (things, subject) = await ThingsAsync(db);
        var (name, parcel) = (things[0].Name, new Parcel { Id = Guid.NewGuid(), Label = things[0].Name });
        db.Add(parcel);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        var rows = Declared(db, services => services.AddPersonalRows<Thing>(
            "things", ["things"], whose => thing => whose.Pseudonyms.Contains(thing.Id),
            (all, others) =>
                from thing in all
                join sent in others.Set<Parcel>() on thing.Name equals sent.Label
                select new { sent.Id, thing.Name },
            thing => thing.SetProperty(t => t.Name, t => "nobody's " + t.Id)));

        (await TextAsync(rows, subject)).ShouldBe(JsonSerializer.Serialize(new[] { new { parcel.Id, Name = name } }));

        await rows.EraseAsync(subject, default);

        var names = await db.Things.AsNoTracking().Where(t => things.Select(thing => thing.Id).Contains(t.Id)).Select(t => t.Name).ToListAsync();
        names.Order().ShouldBe(
            new[] { things[2].Name, $"nobody's {things[0].Id}", $"nobody's {things[1].Id}" }.Order(), "each is there, and only the person's are changed");
    }

    /// <summary>Things b, a and c; the person's are the first two.</summary>
    static async Task<(Thing[] Things, DataSubject Subject)> ThingsAsync(ToyDb db)
    {
        Thing[] things = [.. "bac".Select(letter => new Thing { Id = Guid.NewGuid(), Name = $"{letter} {Guid.NewGuid():N}" })];
        db.Things.AddRange(things);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        return (things, new(Guid.NewGuid(), [things[0].Id, things[1].Id]));
    }

    static IPersonalData Declared(ToyDb db, Action<IServiceCollection> declare)
    {
        var services = new ServiceCollection().AddSingleton<ServiceDb>(db);
        declare(services);
        return services.BuildServiceProvider().GetRequiredService<IPersonalData>();
    }

    static async Task<string> TextAsync(IPersonalData rows, DataSubject subject) =>
        JsonSerializer.Serialize(await rows.ExportAsync(subject, default));
}
