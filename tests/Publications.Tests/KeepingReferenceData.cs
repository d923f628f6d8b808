using QLab.Testing.ReferenceData;

namespace QLab.Publications.Tests;

public sealed class KeepingProjects(PublicationsApp app) : ProjectsAreKept<Program>(app);

public sealed class KeepingConsents(PublicationsApp app) : ConsentsAreKept<Program>(app);
