using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding;
using QLab.CodingApi;
using QLab.ServiceDefaults.Http;

namespace QLab.Workshops.Interviews.Coding;

public sealed record AgreementQuery(
    [property: Description("A coder.")] Guid First,
    [property: Description("Another coder.")] Guid Second,
    [property: Description("One theme; every theme that one of the two has used when absent.")] Guid? Theme,
    EnumParameter<AgreementUnit>? Unit) : IAgreementQuery
{
    string? IAgreementQuery.Part => null;
}

/// <param name="Texts">How many turns were compared.</param>
/// <param name="Stale">Passages of the two that were left out because their text has been changed or may no longer be used.</param>
/// <param name="ChangedByOthers">Passages of the two that somebody else has changed since: these are not independent decisions.</param>
/// <param name="Overall">Every decision about every theme together.</param>
sealed record AgreementReport(
    Guid First, Guid Second, AgreementUnit Unit, int Texts, int Stale, int ChangedByOthers, AgreementView Overall,
    IReadOnlyList<ThemeAgreement> Themes);

static class ReadAgreement
{
    public static Task<Results<Ok<AgreementReport>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, [AsParameters] AgreementQuery query, AgreementReader agreement, InterviewTexts texts, HttpResponse answer,
        CancellationToken ct) => agreement.ReadAsync(id, query, async compared =>
        {
            await texts.TellLeftOutAsync(id, answer, ct);
            return new AgreementReport(
                query.First, query.Second, compared.Unit, compared.Texts, compared.Stale, compared.ChangedByOthers, compared.Overall,
                compared.ByTheme);
        }, ct);
}
