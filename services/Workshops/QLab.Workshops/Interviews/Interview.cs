using QLab.ReferenceData;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Workshops.Interviews;

/// <summary>People talking along a topic guide: somebody who asks and somebody who tells, two peers, or a focus group.</summary>
sealed class Interview : IVersioned
{
    public const string Noun = "interview";

    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }

    /// <summary>The gathering that it belongs to, where there is one.</summary>
    public Guid? WorkshopId { get; init; }

    public required string Title { get; init; }

    /// <summary>The topic guide.</summary>
    public required string[] Topics { get; init; }

    public required DateTimeOffset ArrangedAt { get; init; }
    public DateTimeOffset? TranscribedAt { get; private set; }
    public List<Speaker> Speakers { get; init; } = [];
    public List<Turn> Turns { get; init; } = [];
    public uint RowVersion { get; private set; }

    public void Transcribe(IEnumerable<SpokenTurn> spoken, DateTimeOffset now)
    {
        Turns.Clear();
        var named = Speakers.ToDictionary(speaker => speaker.Name);
        Turns.AddRange(spoken.Select((turn, at) => new Turn
        {
            InterviewId = Id, Number = at + 1, SpeakerId = named[turn.Speaker].Id, Seconds = turn.Seconds,
            Text = named[turn.Speaker].IsErased ? Turn.Erased : turn.Text,
        }));
        TranscribedAt = now;
    }

    public void Forget()
    {
        Turns.Clear();
        TranscribedAt = null;
    }
}

/// <summary>
/// Somebody who speaks in an interview, under a name that is not theirs; what they say is one contribution, under this id.
/// </summary>
sealed class Speaker : IGiven
{
    public required Guid Id { get; init; }
    public required Guid InterviewId { get; init; }
    public required string Name { get; init; }

    /// <summary>Null for who asks on behalf of the Lab, and after an erasure.</summary>
    public Guid? ParticipantId { get; init; }

    /// <summary>What the words of who asks may be used for.</summary>
    public string[] Consents { get; init; } = [];

    /// <summary>When they agreed to be interviewed and written down.</summary>
    public DateTimeOffset? AgreedAt { get; private set; }

    /// <summary>Rises with every event about it as a contribution.</summary>
    public int Version { get; private set; }

    /// <summary>What they said does not come back with another copy of the transcript.</summary>
    public bool IsErased => ParticipantId is null && Consents.Length == 0;

    /// <summary>When they said no themselves: nobody says yes in their place.</summary>
    public DateTimeOffset? DeclinedAt { get; private set; }

    public bool HasToAgree => ParticipantId is not null && AgreedAt is null;

    public void Agree(bool agrees, bool themselves, DateTimeOffset now)
    {
        AgreedAt = agrees ? now : null;
        if (themselves) DeclinedAt = agrees ? null : now;
    }

    public int NextVersion() => ++Version;
}

sealed class Turn
{
    public const string Erased = "[erased]";

    public required Guid InterviewId { get; init; }
    public required int Number { get; init; }
    public required Guid SpeakerId { get; init; }
    public required string Text { get; init; }

    /// <summary>When it begins in the recording.</summary>
    public double? Seconds { get; init; }
}
