using QLab.Testing.ReferenceData;

namespace QLab.Workshops.Tests;

public sealed class KeepingProjects(WorkshopsApp app) : ProjectsAreKept<Program>(app);

public sealed class KeepingParticipants(WorkshopsApp app) : ParticipantsAreKept<Program>(app)
{
    protected override string QueueOfLeaving => "free-places-when-participant-left";
}

public sealed class KeepingMessageKeys(WorkshopsApp app) : MessageKeysAreKept<Program>(app), IClassFixture<WorkshopsApp>;
