using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.Participants.Participations;
using QLab.Participants.People;
using QLab.ServiceDefaults.Changes;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Paging;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Interests;

/// <param name="OrganisationId">The partner that has put them forward.</param>
/// <param name="Line">The line of the list that they stood on.</param>
/// <param name="Consents">What they answered when they confirmed; an organisation sees it once they take part.</param>
/// <param name="KeptUntil">When this is deleted by itself.</param>
sealed record InterestView(
    Guid Id, Guid ProjectId, string Name, string Email, string Language, IReadOnlyList<StatedPerspective> Perspectives, string Why,
    Guid? OrganisationId, Guid? ListId, int? Line, InterestState State, IReadOnlyList<AnsweredWording> Consents,
    DateTimeOffset ReceivedAt, DateTimeOffset? ConfirmedAt, DateTimeOffset? AnsweredAt, DateTimeOffset KeptUntil, Guid? ParticipantId)
{
    /// <summary>Who is known under this address already; for the Lab alone.</summary>
    public Guid? PersonId { get; init; }

    [JsonIgnore]
    public string EmailKey { get; init; } = "";

    public static InterestView Of(ExpressionOfInterest i, bool forTheLab) => new(
        i.Id, i.ProjectId, i.Name, i.Email, i.Language, [.. i.Perspectives.Select(p => new StatedPerspective(p.Kind, p.Field))], i.Why,
        i.OrganisationId, i.ListId, i.Line, i.State, forTheLab ? i.Consents : [], i.ReceivedAt, i.ConfirmedAt, i.AnsweredAt, i.KeptUntil,
        i.ParticipationId)
    { EmailKey = i.EmailKey };
}

static class ReadInterests
{
    public static async Task<Results<Page<InterestView>, ProblemHttpResult>> List(
        Guid projectId, [AsParameters] Paging paging,
        [Description("unconfirmed, confirmed, accepted or declined.")] EnumParameter<InterestState>? state,
        [Description("Those of this list.")] Guid? listId, HttpContext http, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        if (!await db.Projects.VisibleTo(http.User, db).AnyAsync(p => p.Id == projectId, ct))
            return Refusal.NotFound("project").ToProblem();
        var (wanted, forTheLab) = (state?.Value, http.User.OrganisationId() is null);
        var page = await paging.ReadAsync(
            db.ExpressionsOfInterest.VisibleTo(http.User).Where(i =>
                i.ProjectId == projectId && (wanted == null || i.State == wanted) && (listId == null || i.ListId == listId)),
            i => i.Id, i => InterestView.Of(i, forTheLab), ct);

        string[] keys = [.. page.Items.Select(i => i.EmailKey)];
        var known = await db.People.Where(p => keys.Contains(p.EmailKey)).Select(p => new { p.EmailKey, p.Id, p.AuditId }).ToListAsync(ct);
        await audit.ReadAsync("expressions of interest", known.Select(p => p.AuditId), ct);
        var people = known.ToDictionary(p => p.EmailKey, p => (Guid?)p.Id);
        return forTheLab ? page.With([.. page.Items.Select(i => i with { PersonId = people.GetValueOrDefault(i.EmailKey) })]) : page;
    }

    public static async Task<Results<Ok<List<ChangeView>>, ProblemHttpResult>> Changes(
        Guid projectId, Guid id, ParticipantsDb db, AuditLog audit, CancellationToken ct)
    {
        if (!await db.ExpressionsOfInterest.AnyAsync(i => i.Id == id && i.ProjectId == projectId, ct))
            return Refusal.NotFound(ExpressionOfInterest.Noun).ToProblem();
        await audit.ReadAsync($"changes of expression of interest {id}", [], ct);
        return TypedResults.Ok(await db.ChangesOfAsync(ExpressionOfInterest.Noun, id, ct));
    }
}
