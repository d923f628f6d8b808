using QLab.Testing.ReferenceData;

namespace QLab.TestTeams.Tests;

public sealed class KeepingProjects(TestTeamsApp app) : ProjectsAreKept<Program>(app);

public sealed class KeepingOrganisations(TestTeamsApp app) : OrganisationsAreKept<Program>(app);
