using QLab.ServiceDefaults;
using QLab.Toy;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults<ToyDb>("toy", consumers => consumers
    .On<SomethingHappened, CountWhenSomethingHappened>("toy.count-when-something-happened"));
builder.Services.AddValidation();
var app = builder.Build();
app.UseServiceDefaults().MapThings();
await app.RunOrMigrateAsync(args);
