using QLab.Testing.ReferenceData;

namespace QLab.Surveys.Tests;

public sealed class KeepingProjects(SurveysApp app) : ProjectsAreKept<Program>(app);

public sealed class KeepingParticipants(SurveysApp app) : ParticipantsAreKept<Program>(app);

public sealed class KeepingConsents(SurveysApp app) : ConsentsAreKept<Program>(app)
{
    protected override string[] Kept => ["research"];
}

public sealed class KeepingMessageKeys(SurveysApp app) : MessageKeysAreKept<Program>(app), IClassFixture<SurveysApp>;
