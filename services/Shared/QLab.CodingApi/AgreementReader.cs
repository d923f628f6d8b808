using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.CodingApi;

/// <summary>Which two coders are compared, and by what.</summary>
public interface IAgreementQuery
{
    Guid First { get; }
    Guid Second { get; }

    /// <summary>One theme; every theme that one of the two has used when null.</summary>
    Guid? Theme { get; }

    /// <summary>One part of each contribution; every text when null.</summary>
    string? Part { get; }

    EnumParameter<AgreementUnit>? Unit { get; }
}

/// <summary>Compares coders.</summary>
public sealed class AgreementReader(ServiceDb db, CodedTexts texts)
{
    /// <param name="tell">Says what came out as the service tells it.</param>
    public async Task<Results<Ok<TReport>, ValidationProblem, ProblemHttpResult>> ReadAsync<TReport>(
        Guid id, IAgreementQuery query, Func<CoderComparison, Task<TReport>> tell, CancellationToken ct)
    {
        var (first, second, theme, part) = (query.First, query.Second, query.Theme, query.Part);
        if (first == second)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/second"] = ["Name two different coders."] });
        if (await texts.FindAsync(id, ct) is not { } origin) return Refusal.NotFound(texts.Noun).ToProblem();
        if (texts.FaultsOf(origin, part) is { } faults) return TypedResults.ValidationProblem(faults);
        if (await db.CoderFaultAsync([first, second], ct) is { } unknown) return unknown.ToProblem();
        var book = await db.CodeBookAsync(origin.ProjectId, ct);
        var counted = CoderComparison.Counted(book, theme);
        var passages = await db.Set<Passage>().AsNoTracking()
            .Where(p => p.OriginId == id && !p.Removed && (p.CoderId == first || p.CoderId == second)
                && (theme == null || counted.Contains(p.ThemeId)) && (part == null || p.Part == part)).ToListAsync(ct);
        var comparison = new CoderComparison(book, passages, theme, first, second, query.Unit?.Value ?? AgreementUnit.Text);
        if (theme is not null && comparison.Themes.Count == 0) return Refusal.NotFound("theme").ToProblem();

        await foreach (var (place, words) in texts.AllAsync(origin, part, ct)) comparison.Count(place, words);
        return TypedResults.Ok(await tell(comparison));
    }
}
