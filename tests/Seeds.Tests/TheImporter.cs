namespace QLab.Seeds.Tests;

public sealed class TheImporter
{
    static readonly Dictionary<string, string?> FromAspire = new()
    {
        ["services__gateway__http__0"] = "http://localhost:8080",
        ["Client__Secret"] = "not-a-real-secret",
    };

    [Fact]
    public void Takes_address_and_secret_as_Aspire_gives_them() =>
        Settings.From([], FromAspire.GetValueOrDefault).ShouldBe(new(new Uri("http://localhost:8080"), "operator", "not-a-real-secret"));

    [Fact]
    public void Prefers_the_address_on_the_command_line() =>
        Settings.From(["https://lab.example.org"], FromAspire.GetValueOrDefault).Gateway.ShouldBe(new Uri("https://lab.example.org"));

    [Fact]
    public void Says_what_is_missing()
    {
        Should.Throw<PlayStopped>(() => Settings.From([], _ => null)).Message.ShouldContain("Where is the gateway?");
        Should.Throw<PlayStopped>(() => Settings.From(["http://localhost:8080"], _ => null)).Message.ShouldContain("Client__Secret");
        Should.Throw<PlayStopped>(() => Settings.From(["localhost:8080"], FromAspire.GetValueOrDefault)).Message
            .ShouldContain("not the address");
    }
}
