using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using QLab.Coding;
using QLab.CodingApi;
using QLab.ServiceDefaults.Http;
using QLab.Surveys.Consents;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Coding;

public sealed record AgreementQuery(
    [property: Description("A coder.")] Guid First,
    [property: Description("Another coder.")] Guid Second,
    [property: Description("One theme; every theme that one of the two has used when absent.")] Guid? Theme,
    [property: Description("One question; every text when absent."), StringLength(64)] string? Question,
    EnumParameter<AgreementUnit>? Unit) : IAgreementQuery
{
    string? IAgreementQuery.Part => Question;
}

/// <param name="Stale">Passages of the two that were left out because their text has been changed or may no longer be used.</param>
/// <param name="ChangedByOthers">Passages of the two that somebody else has changed since: these are not independent decisions.</param>
/// <param name="Overall">Every decision about every theme together.</param>
sealed record AgreementReport(
    Guid First, Guid Second, AgreementUnit Unit, int Texts, int Stale, int ChangedByOthers, AgreementView Overall,
    IReadOnlyList<ThemeAgreement> Themes)
{
    /// <summary>How many responses are left out because they may not be used for research, and why.</summary>
    public LeftOut? LeftOut { get; init; }
}

static class ReadAgreement
{
    public static Task<Results<Ok<AgreementReport>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, [AsParameters] AgreementQuery query, AgreementReader agreement, Tallies tallies, CancellationToken ct) =>
        agreement.ReadAsync(id, query, async compared => new AgreementReport(
            query.First, query.Second, compared.Unit, compared.Texts, compared.Stale, compared.ChangedByOthers, compared.Overall,
            compared.ByTheme)
        {
            LeftOut = LeftOut.Of(await tallies.ReadAsync(id, TallyQuery.Whole, ct)),
        }, ct);
}
