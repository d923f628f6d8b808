using QLab.Seeds.Api;
using QLab.Seeds.Drawing;

namespace QLab.Seeds.Playing;

static class JoinPeople
{
    public static async Task Play(LabDraw draw, Gateway gateway, Progress progress, CancellationToken ct) =>
        progress.Say(draw.Slug, await Progress.Each("participants", draw.People, async (person, stop) =>
        {
            await gateway.Create("/api/participants/v1/people", person.PersonId, new
            {
                id = person.PersonId, person.Name, person.Email, simulated = true,
            }, stop);
            return await gateway.Create($"/api/participants/v1/projects/{draw.ProjectId}/participants", person.ParticipantId, new
            {
                id = person.ParticipantId, person.PersonId, person.Perspectives, person.QMember, person.RemoteOnly, person.Consents,
            }, stop);
        }, ct));
}
