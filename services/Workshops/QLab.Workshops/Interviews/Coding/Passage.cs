using System.Globalization;
using QLab.Coding;
using QLab.ServiceDefaults.Persistence;

namespace QLab.Workshops.Interviews.Coding;

/// <summary>Some words of a turn, coded to a theme.</summary>
sealed class Passage : CodedRange, IVersioned
{
    public required Guid InterviewId { get; init; }
    public required Guid SpeakerId { get; init; }
    public required int Turn { get; init; }

    public override TextPlace Place => PlaceOf(InterviewId, SpeakerId, Turn);

    public static TextPlace PlaceOf(Guid interview, Guid speaker, int turn) =>
        new(interview, speaker, turn.ToString(CultureInfo.InvariantCulture));

    public static int TurnOf(TextPlace place) => int.Parse(place.Part, CultureInfo.InvariantCulture);
}
