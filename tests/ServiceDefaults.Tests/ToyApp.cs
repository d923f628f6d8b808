using QLab.Testing;

[assembly: AssemblyFixture(typeof(Servers))]

namespace QLab.ServiceDefaults.Tests;

public class ToyApp(Servers servers) : ServiceApp<Program>(servers, "toy")
{
    public const string Things = "/api/toy/v1/things";

    public Task<long> CountAsync(string table) => ScalarAsync<long>($"SELECT count(*) FROM {table}");
}
