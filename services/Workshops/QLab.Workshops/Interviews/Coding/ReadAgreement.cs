using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Problems;

namespace QLab.Workshops.Interviews.Coding;

public sealed record AgreementQuery(
    [property: Description("A coder.")] Guid First,
    [property: Description("Another coder.")] Guid Second,
    [property: Description("One theme; every theme that one of the two has used when absent.")] Guid? Theme,
    EnumParameter<AgreementUnit>? Unit);

/// <param name="Texts">How many turns were compared.</param>
/// <param name="Stale">Passages of the two that were left out because their text has been changed or may no longer be used.</param>
/// <param name="ChangedByOthers">Passages of the two that somebody else has changed since: these are not independent decisions.</param>
/// <param name="Overall">Every decision about every theme together.</param>
sealed record AgreementReport(
    Guid First, Guid Second, AgreementUnit Unit, int Texts, int Stale, int ChangedByOthers, AgreementView Overall,
    IReadOnlyList<ThemeAgreement> Themes);

static class ReadAgreement
{
    public static async Task<Results<Ok<AgreementReport>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, [AsParameters] AgreementQuery query, WorkshopsDb db, HttpResponse answer, CancellationToken ct)
    {
        if (query.First == query.Second)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/second"] = ["Name two different coders."] });
        if (await db.CodedInterviewAsync(id, ct) is not { } interview) return Refusal.NotFound("interview").ToProblem();
        if (await db.CoderFaultAsync([query.First, query.Second], ct) is { } unknown) return unknown.ToProblem();
        var book = await db.CodeBookAsync(interview.ProjectId, ct);
        var counted = CoderComparison.Counted(book, query.Theme);
        var passages = await db.Set<Passage>().AsNoTracking()
            .Where(p => p.InterviewId == id && !p.Removed && (p.CoderId == query.First || p.CoderId == query.Second)
                && (query.Theme == null || counted.Contains(p.ThemeId))).ToListAsync(ct);
        var unit = query.Unit?.Value ?? AgreementUnit.Text;
        var comparison = new CoderComparison(book, passages, query.Theme, query.First, query.Second, unit);
        if (query.Theme is not null && comparison.Themes.Count == 0) return Refusal.NotFound("theme").ToProblem();

        await db.TellLeftOutAsync(id, answer, ct);
        foreach (var turn in await db.CodedTurns(id).AsNoTracking().ToListAsync(ct))
            comparison.Count(Passage.PlaceOf(id, turn.SpeakerId, turn.Number), turn.Text);
        return TypedResults.Ok(new AgreementReport(
            query.First, query.Second, unit, comparison.Texts, comparison.Stale, comparison.ChangedByOthers, comparison.Overall,
            comparison.ByTheme));
    }
}
