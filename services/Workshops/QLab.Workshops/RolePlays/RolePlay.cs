using System.Security.Cryptography;

namespace QLab.Workshops.RolePlays;

/// <summary>One go of somebody who presents to the others of their group. The second go is another.</summary>
sealed class RolePlay
{
    /// <remarks>None that look like another, and no vowels that make words.</remarks>
    const string Letters = "BCDFGHJKLMNPQRSTVWXZ23456789";

    public required Guid Id { get; init; }
    public required Guid WorkshopId { get; init; }
    public required Guid PresenterId { get; init; }

    /// <summary>What the presenter tells those who listen: it leads to nothing but the form.</summary>
    public string Code { get; init; } = RandomNumberGenerator.GetString(Letters, 6);

    public required DateTimeOffset OpenedAt { get; init; }
    public List<RolePlayFeedback> Feedback { get; init; } = [];
}

/// <summary>Three sentences of somebody who listened, for the presenter alone.</summary>
sealed class RolePlayFeedback
{
    public required Guid RolePlayId { get; init; }
    public required Guid GiverId { get; init; }
    public string Influenced { get; private set; } = "";
    public string Doubted { get; private set; } = "";
    public string VoiceAndBody { get; private set; } = "";
    public DateTimeOffset GivenAt { get; private set; }

    public void Say(string influenced, string doubted, string voiceAndBody, DateTimeOffset now) =>
        (Influenced, Doubted, VoiceAndBody, GivenAt) = (influenced, doubted, voiceAndBody, now);
}
