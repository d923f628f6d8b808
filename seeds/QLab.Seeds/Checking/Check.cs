namespace QLab.Seeds.Checking;

/// <summary>One documented number beside what the gateway says.</summary>
sealed record Check(string What, long Expected, long? Found, string AsDocumented)
{
    public bool Holds => Found == Expected;

    public override string ToString() =>
        $"  {What,-22} {Expected,6} {Found?.ToString() ?? "-",8}  {(Holds ? "  " : "≠ ")} documented: {AsDocumented}";
}
