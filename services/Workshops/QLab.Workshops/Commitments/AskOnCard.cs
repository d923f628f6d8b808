using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Commitments;

/// <param name="Questions">From 1 to 5, in their order.</param>
/// <param name="ReturnOn">When people have their answers back, unless they choose another day.</param>
[EveryMemberRequired]
[Example("""
    { "questions": ["What will you do?", "What will you do first, and when?", "Who could help you?"], "returnOn": "2026-12-17" }
    """)]
public sealed record AskOnCardRequest(
    [property: Required, MinLength(1), Texts(5, 200)] string[] Questions, DateOnly ReturnOn);

sealed record CardView(Guid WorkshopId, IReadOnlyList<string> Questions, DateOnly ReturnOn);

static class AskOnCard
{
    static readonly string[] Usual =
        ["What will you do as a next step?", "What will you do first, and when?", "Who could help you, and whom could you help?"];

    const int UsualDays = 42;

    public static async Task<Results<Ok<CardView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, AskOnCardRequest request, IfMatch ifMatch, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        if (request.ReturnOn < DateOnly.FromDateTime(workshop.StartsAt.UtcDateTime))
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/returnOn"] = ["That is before the workshop."] });

        var card = await db.CommitmentCards.SingleOrDefaultAsync(c => c.WorkshopId == id, ct);
        if (card is null) db.Add(card = new() { WorkshopId = id });
        else ifMatch.Guard(db, card);
        card.Ask(request.Questions, request.ReturnOn);
        await db.SaveChangesAsync(ct);
        http.SetETag(card.RowVersion);
        return TypedResults.Ok(new CardView(id, card.Questions, card.ReturnOn));
    }

    public static async Task<Results<Ok<CardView>, ProblemHttpResult>> Read(Guid id, WorkshopsDb db, HttpContext http, CancellationToken ct)
    {
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null) return Refusal.NotFound("workshop").ToProblem();
        var card = await db.CardOfAsync(workshop, ct);
        http.SetETag(card.RowVersion);
        return TypedResults.Ok(new CardView(id, card.Questions, card.ReturnOn));
    }

    /// <summary>What the workshop asks; what is usual where nobody has said it.</summary>
    public static async Task<CommitmentCard> CardOfAsync(this WorkshopsDb db, Workshop workshop, CancellationToken ct)
    {
        if (await db.CommitmentCards.AsNoTracking().SingleOrDefaultAsync(c => c.WorkshopId == workshop.Id, ct) is { } card) return card;
        var usual = new CommitmentCard { WorkshopId = workshop.Id };
        usual.Ask(Usual, DateOnly.FromDateTime(workshop.EndsAt.UtcDateTime).AddDays(UsualDays));
        return usual;
    }
}
