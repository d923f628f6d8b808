using QLab.ServiceDefaults.Tests;
using QLab.Testing;

[assembly: AssemblyFixture(typeof(ToyApp))]

namespace QLab.ServiceDefaults.Tests;

public class ToyApp() : ServiceApp<Program>("toy")
{
    public const string Things = "/api/toy/v1/things";

    public Task<long> CountAsync(string table) => ScalarAsync<long>($"SELECT count(*) FROM {table}");
}
