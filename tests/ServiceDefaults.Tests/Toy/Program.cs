using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Files;
using QLab.ServiceDefaults.Transfers;
using QLab.Toy;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<ToyDb>("toy", consumers => consumers
    .On<SomethingHappened, CountWhenSomethingHappened>("toy.count-when-something-happened"));
builder.AddFiles();
builder.Services.AddTransferRuns<Parcel, ParcelState>(running: ParcelState.Moving, interrupted: ParcelState.Lost);
builder.Services.AddValidation();
var app = builder.Build();
var api = app.UseServiceDefaults();
api.MapThings();
api.MapAttachments();
await app.RunOrMigrateAsync(args);
