using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.Coding.Refi;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;

namespace QLab.Surveys.Coding.Refi;

/// <summary>Takes codings of this survey's texts from a project file, whole or not at all. Sending it again changes nothing.</summary>
static class ImportProject
{
    public static async Task<Results<Ok<ImportReport>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, SurveysDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        if (await db.CodedSurveyAsync(id, ct) is not { } survey) return Refusal.NotFound("survey").ToProblem();
        RefiProject file;
        try
        {
            using var body = await http.Request.WholeBodyAsync(ct);
            file = RefiReader.Project(body);
        }
        catch (UnreadableFileException unreadable)
        {
            return CodingErrors.NotAFile("REFI-QDA project (.qdpx)", unreadable.Message).ToProblem();
        }

        await using var transaction = await db.RequireTransactionAsync(ct);
        var import = new TakeCodings(
            db, events, survey, await db.CoderAsync(http.User, ct), time.GetUtcNow(), file, await db.CodeBookAsync(survey.ProjectId, ct));
        await import.KnowAsync(ct);
        var (texts, unknown) = await TextsAsync(db, survey, file.Sources, ct);
        foreach (var (source, responseId, question) in texts)
        {
            var words = await db.HeldTextAsync(survey, responseId, question, ct);
            if (words is null || words.Text != source.Text)
                import.Leave(source, "This text is not what the survey says: its codings are left out.");
            else import.Take(source, new(id, responseId, question), words);
        }
        import.TakeMemosOfThemes();
        foreach (var source in unknown) import.Leave(source, "This text is not in the survey.");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(ImportReport.Of(import, unknown));
    }

    /// <summary>
    /// Which text of the survey each text of the file is: by its id, or else by the name that an export gave it. Those with nothing in
    /// them are passed over.
    /// </summary>
    static async Task<(List<(RefiSource Source, Guid ResponseId, string Question)>, List<RefiSource>)> TextsAsync(
        SurveysDb db, CodedSurvey survey, IReadOnlyList<RefiSource> sources, CancellationToken ct)
    {
        var wanted =
            sources.Where(s => s.Selections.Count + s.Codings.Count + s.Notes.Count > 0).DistinctBy(s => s.Guid).ToDictionary(s => s.Guid);
        var named = wanted.Values.Where(s => s.Name is not null).GroupBy(s => s.Name!).ToDictionary(of => of.Key, of => of.First());
        var found = new List<(RefiSource Source, Guid, string)>();
        await foreach (var response in db.CodedResponses(survey.Id)
            .AsNoTracking()
            .OrderBy(r => r.Id)
            .Select(r => new { r.Id, r.Answers })
            .AsAsyncEnumerable()
            .WithCancellation(ct))
        {
            foreach (var question in survey.Questions.Where(q => Texts.Of(q, response.Answers.RootElement) is not null))
                if (wanted.GetValueOrDefault(RefiGuid.OfText(response.Id, question.Id)) is { } source
                    || named.TryGetValue($"{response.Id} {question.Id}", out source!))
                    found.Add((source, response.Id, question.Id));
        }
        var known = found.Select(f => f.Source.Guid).ToHashSet();
        return (found, [.. wanted.Values.Where(s => !known.Contains(s.Guid))]);
    }
}
