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
        Thing[] things = [.. "bac".Select(letter => new Thing { Id = Guid.NewGuid(), Name = $"{letter} {Guid.NewGuid():N}" })];
        db.Things.AddRange(things);
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        var subject = new DataSubject(Guid.NewGuid(), [things[0].Id, things[1].Id]);
        var rows = new ServiceCollection().AddSingleton<ServiceDb>(db)
            .AddPersonalRows<Thing>(
                "things", ["things"], whose => thing => whose.Pseudonyms.Contains(thing.Id),
                all => all.OrderBy(t => t.Name).Select(t => new { t.Name }))
            .BuildServiceProvider().GetRequiredService<IPersonalData>();

        (rows.Name, rows.Tables.Single()).ShouldBe(("things", "things"));
        JsonSerializer.Serialize(await rows.ExportAsync(subject, default)).ShouldBe(
            JsonSerializer.Serialize(new[] { new { things[1].Name }, new { things[0].Name } }));
        db.ChangeTracker.Entries().ShouldBeEmpty();

        await rows.EraseAsync(subject, default);

        (await db.Things.Where(t => things.Select(thing => thing.Id).Contains(t.Id)).Select(t => t.Id).ToListAsync()).ShouldBe([things[2].Id]);
        (await rows.ExportAsync(subject, default)).ShouldBeAssignableTo<System.Collections.ICollection>()!.Count.ShouldBe(0);
    }
}
