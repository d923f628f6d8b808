namespace QLab.Seeds.Checking;

/// <summary>One documented number beside what the gateway says.</summary>
sealed record Check(string What, long Expected, long? Found, string AsDocumented)
{
    public bool Holds => Found == Expected;

    public string Shown => Found?.ToString() ?? "-";

    public override string ToString() => $"{What}: {Expected} in the seeds, {Shown} on the platform; documented: {AsDocumented}";
}
