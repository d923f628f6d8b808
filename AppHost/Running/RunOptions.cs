using System.CommandLine;

namespace QLab.AppHost.Running;

/// <summary>What may stand behind <c>dotnet run --project AppHost --</c>.</summary>
internal sealed record RunOptions(bool Ephemeral, bool Seeds, int GatewayPort, int DashboardPort, int Replicas, bool? Containers)
{
    static readonly Option<bool> EphemeralOption = new("--ephemeral")
    {
        Description = "keep nothing: data in a temporary folder that goes with the run",
    };

    static readonly Option<bool> NoSeeds = new("--no-seeds")
    {
        Description = "do not play the facts of the real Labs through the gateway",
    };

    static readonly Option<int> GatewayPortOption =
        Number("--gateway-port", 8080, 0, 65535, "where people and partners come in, 0 for any free port");

    static readonly Option<int> DashboardPortOption = Number("--dashboard-port", 18888, 0, 65535, "where staff watch, 0 for any free port");

    static readonly Option<int> ReplicasOption = Number("--replicas", 1, 1, 16, "of each service and of the gateway");

    static readonly Option<bool?> ContainersOption = new("--containers")
    {
        Description = "PostgreSQL and RabbitMQ as containers (true) or as processes of this machine (false); "
            + "containers where Docker or Podman answers when left out",
        Arity = ArgumentArity.ExactlyOne,
        HelpName = "true|false",
    };

    /// <summary>Ends the process where an option is wrong (exit code 2, with the list) or where the list was asked for.</summary>
    public static RunOptions Parse(string[] args)
    {
        var command = new RootCommand("Runs the QLab Platform.")
        {
            EphemeralOption, NoSeeds, GatewayPortOption, DashboardPortOption, ReplicasOption, ContainersOption,
        };
        // Aspire's own tools start an AppHost with arguments of theirs.
        command.TreatUnmatchedTokensAsErrors = !args.Contains("--operation");
        var asked = false;
        command.SetAction(_ => asked = true);
        var parsed = command.Parse(args);
        var exitCode = parsed.Invoke();
        if (!asked) Environment.Exit(exitCode == 0 ? 0 : 2);
        return new(
            parsed.GetValue(EphemeralOption), !parsed.GetValue(NoSeeds), parsed.GetValue(GatewayPortOption),
            parsed.GetValue(DashboardPortOption), parsed.GetValue(ReplicasOption), parsed.GetValue(ContainersOption));
    }

    static Option<int> Number(string name, int usually, int least, int most, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usually, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Implicit) return;
            if (result.Tokens is not [{ Value: var text }] || !int.TryParse(text, out var number) || number < least || number > most)
                result.AddError($"{name} needs a whole number from {least} to {most}.");
        });
        return option;
    }
}
