namespace QLab.Seeds;

/// <summary>Where to play and as whom: from the environment as Aspire sets it, the address also as the first argument.</summary>
sealed record Settings(Uri Gateway, string ClientId, string ClientSecret)
{
    public static Settings From(string[] args, Func<string, string?> environment)
    {
        var address = args.FirstOrDefault() ?? environment("services__gateway__http__0")
            ?? throw new PlayStopped("Where is the gateway? Give its address: dotnet run --project seeds/QLab.Seeds -- http://localhost:8080");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var gateway) || gateway.Scheme is not ("http" or "https"))
            throw new PlayStopped($"'{address}' is not the address of a gateway; one looks like http://localhost:8080.");
        return new(
            gateway, environment("Client__Id") ?? "operator",
            environment("Client__Secret") ?? throw new PlayStopped("Which secret has the client? Set Client__Secret in the environment."));
    }
}
