using QLab.Contributions;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Messaging;
using QLab.Workshops.Contracts;

namespace QLab.Workshops.Notes;

/// <summary>What others hear of a note as a contribution, and never a word of it.</summary>
static class NoteEvents
{
    const string Service = "workshops", Kind = "workshopNote";

    /// <summary>
    /// A note of nobody in particular is the facilitators' record of the room: to work with, and nobody's words to quote.
    /// </summary>
    public static readonly string[] TakenForTheRoom = [Consent.Research];

    public static void TellGiven(this IEvents events, Note note, Guid projectId) => events.Publish(new ContributionGiven(
        note.Id, projectId, note.ParticipantId, Service, OriginId: note.WorkshopId, Kind, Label: "a workshop note", Noun: "workshop note",
        note.Version, note.RecordedAt, note.ParticipantId is null ? TakenForTheRoom : null));

    public static void TellRemoved(this IEvents events, Note note, Guid projectId, DateTimeOffset now)
    {
        events.Publish(new NoteRemoved(note.Id, note.WorkshopId, projectId, now));
        events.Publish(new ContributionWithdrawn(note.Id, projectId, Service, Kind, note.Version, now));
    }
}
