using System.Text.Json;

namespace QLab.TestTeams.Stages;

/// <summary>
/// The triple diamond, in its order. Diamond 1 gathers the team and diagnoses the problem, diamond 2 understands, diamond 3 creates;
/// the first stage of each diamond opens up, the second closes in.
/// </summary>
public enum Stage
{
    Gather,
    Diagnose,
    Discover,
    Define,
    Develop,
    Deliver,
}

/// <summary>Where a team may go from where it is.</summary>
enum Step
{
    Forward,
    Back,
    Stay,
    Skip,
}

static class TripleDiamond
{
    /// <param name="from">Where the team is; null when it has just formed.</param>
    /// <param name="to">Where it wants to go.</param>
    public static Step Between(Stage? from, Stage to) => (Place(to) - Place(from)) switch
    {
        1 => Step.Forward,
        0 => Step.Stay,
        < 0 => Step.Back,
        _ => Step.Skip,
    };

    /// <summary>The stage after this one; null after the last.</summary>
    public static Stage? Next(Stage? from) => from == Stage.Deliver ? null : (Stage)(Place(from) + 1);

    /// <summary>As people and programs write it.</summary>
    public static string Name(this Stage stage) => JsonNamingPolicy.CamelCase.ConvertName(stage.ToString());

    static int Place(Stage? stage) => stage is { } known ? (int)known : -1;
}
