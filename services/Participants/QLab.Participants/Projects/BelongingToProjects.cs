using QLab.Participants.Imports;
using QLab.Participants.Newsletter;
using QLab.Participants.Participations;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Projects;

/// <summary>What belongs to which project, for those who coordinate some of them.</summary>
static class BelongingToProjects
{
    public static readonly ThingsOfProjects[] Things =
    [
        new(
            "projects", Project.Noun, (db, text) => Guid.TryParse(text, out var id)
                ? db.Set<Project>().Where(p => p.Id == id).Select(p => p.Id)
                : db.Set<Project>().Where(p => p.Slug == text).Select(p => p.Id)),
        // Who takes part in several projects is not one project's to change.
        new(
            "people", "person",
            (db, text) =>
            {
                var id = Guid.Parse(text);
                return db.Set<Participation>().Where(t => t.PersonId == id && t.LeftAt == null).Select(t => t.ProjectId);
            })
        { ReadOnly = true },
        ThingsOfProjects.Each<Import>("imports"),
        new("issues", "issue", (db, text) =>
        {
            var id = Guid.Parse(text);
            return db.Set<Issue>().Where(i => i.Id == id && i.ProjectId != null).Select(i => i.ProjectId!.Value);
        }),
    ];
}
