namespace QLab.Seeds;

/// <summary>The seeds cannot be played on; the message is for the operator and says why.</summary>
sealed class PlayStopped(string message) : Exception(message);
