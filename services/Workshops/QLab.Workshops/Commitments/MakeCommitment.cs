using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Contributions;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Printing;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;
using QLab.Workshops.Workshops;

namespace QLab.Workshops.Commitments;

/// <param name="Answers">One for each question of the card, in its order; an empty text for one that stays open.</param>
/// <param name="ReturnOn">When to have it back; null for the day that the card says.</param>
/// <param name="ReturnBy">By email, or as a postcard by post.</param>
[EveryMemberRequired]
[Example("""
    { "answers": ["Ask night staff what they would change.", "On Monday, with the ward manager.", ""], "returnOn": null, "returnBy": "email" }
    """)]
public sealed record MakeCommitmentRequest(
    [property: Required, MaxLength(5)] IReadOnlyList<string> Answers, DateOnly? ReturnOn, ReturnBy ReturnBy)
{
    const int LongestAnswer = 500;

    internal Dictionary<string, string[]> Faults(CommitmentCard card, DateOnly today)
    {
        var faults = new Dictionary<string, string[]>();
        if (Answers.Count != card.Questions.Length) faults["/answers"] = [$"The card asks {card.Questions.Length} questions."];
        else if (Answers.All(string.IsNullOrWhiteSpace)) faults["/answers"] = ["Not one question is answered."];
        for (var i = 0; i < Answers.Count; i++)
            if (Answers[i].Length > 0 && PlainText.Fault(Answers[i], LongestAnswer, lines: true) is { } fault)
                faults[$"/answers/{i}"] = [fault];
        if (ReturnBy == ReturnBy.Post)
            foreach (var (i, answer) in Answers.Index().Where(one => !Paper.CanPrint(one.Item)))
                faults.TryAdd(
                    $"/answers/{i}", ["It has letters that cannot be printed on a postcard; by email they come back as they are."]);
        if (ReturnBy == ReturnBy.Post && !card.Questions.All(Paper.CanPrint))
            faults["/returnBy"] = ["The card's questions have letters that cannot be printed: it comes back by email."];
        if (ReturnOn < today || ReturnOn > today.AddYears(2)) faults["/returnOn"] = ["A day from today on, within two years."];
        return faults;
    }
}

/// <param name="ReturnedAt">When it was sent back to me.</param>
/// <param name="Follow">Where to see what became of this contribution.</param>
sealed record CommitmentView(
    Guid Id, Guid WorkshopId, IReadOnlyList<CardAnswer> Answers, DateOnly ReturnOn, ReturnBy ReturnBy, DateTimeOffset MadeAt,
    DateTimeOffset? ReturnedAt, Outcome? Outcome, string Follow)
{
    /// <summary>In the answer to whoever brings in a card that comes back by mail: whether that reaches its writer, and why not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReachCounts? Reach { get; init; }

    public static CommitmentView Of(Commitment c) => new(
        c.Id, c.WorkshopId, c.Answers, c.ReturnOn, c.ReturnBy, c.MadeAt, c.ReturnedAt, c.Outcome,
        $"/api/publications/v1/lineage/contributions/{c.Id}");
}

/// <summary>One card a person and workshop; writing it again changes it, until it has been sent back.</summary>
sealed class MakeCommitment(WorkshopsDb db, IEvents events, TimeProvider time)
{
    public static Task<Results<Ok<CommitmentView>, ValidationProblem, ProblemHttpResult>> Mine(
        Guid id, MakeCommitmentRequest request, MakeCommitment making, WorkshopsDb db, ClaimsPrincipal user, CancellationToken ct) =>
        making.RunAsync(
            id, request, project => db.Participants.InAsync(project, user, ct), Refusal.NotFound("workshop"), onBehalf: false, ct);

    /// <remarks>For those who wrote theirs on card.</remarks>
    public static Task<Results<Ok<CommitmentView>, ValidationProblem, ProblemHttpResult>> OnBehalf(
        Guid id, Guid participantId, MakeCommitmentRequest request, MakeCommitment making, WorkshopsDb db, CancellationToken ct) =>
        making.RunAsync(
            id, request,
            project => db.Participants.Where(p => p.ProjectId == project && p.Id == participantId && p.Present)
                .Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct),
            Refusal.NotKnownHere("participant"), onBehalf: true, ct);

    async Task<Results<Ok<CommitmentView>, ValidationProblem, ProblemHttpResult>> RunAsync(
        Guid id, MakeCommitmentRequest request, Func<Guid, Task<Guid?>> whose, Refusal isNone, bool onBehalf,
        CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var workshop = await db.Workshops.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (workshop is null || workshop.Draft) return Refusal.NotFound("workshop").ToProblem();
        if (await whose(workshop.ProjectId) is not { } participant) return isNone.ToProblem();
        if (workshop.CancelledAt is not null) return WorkshopErrors.Cancelled(workshop.CancellationReason).ToProblem();
        if (await db.Projects.AnyAsync(p => p.Id == workshop.ProjectId && p.Closed, ct)) return WorkshopErrors.ProjectClosed.ToProblem();
        var card = await db.CardOfAsync(workshop, ct);
        if (request.Faults(card, DateOnly.FromDateTime(now.UtcDateTime)) is { Count: > 0 } faults)
            return TypedResults.ValidationProblem(faults);

        var commitment = await db.Commitments.SingleOrDefaultAsync(c => c.WorkshopId == id && c.ParticipantId == participant, ct);
        if (commitment?.ReturnedAt is not null) return CardErrors.Returned.ToProblem();
        if (commitment is null)
            db.Add(commitment = new() { Id = Guid.CreateVersion7(), WorkshopId = id, ParticipantId = participant, MadeAt = now });
        commitment.Write(
            [.. card.Questions.Zip(request.Answers, (question, answer) => new CardAnswer(question, answer))],
            request.ReturnOn ?? card.ReturnOn,
            request.ReturnBy);
        events.Publish(new ContributionGiven(
            commitment.Id, workshop.ProjectId, participant, "workshops", OriginId: id, CommitmentEndpoints.Kind, Label: "a commitment",
            Noun: "commitment", commitment.Version, commitment.MadeAt));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(CommitmentView.Of(commitment) with
        {
            Reach = onBehalf && request.ReturnBy == ReturnBy.Email ? await db.ReachAsync(workshop.ProjectId, [participant], ct) : null,
        });
    }
}
