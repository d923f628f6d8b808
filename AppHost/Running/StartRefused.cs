namespace QLab.AppHost.Running;

/// <summary>What keeps a run from starting, told to the person at the terminal.</summary>
internal sealed class StartRefused(string message) : Exception(message);
