using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Questionnaires;
using QLab.Questionnaires.Answering;
using QLab.Questionnaires.Versions;
using QLab.ReferenceData;
using QLab.ServiceDefaults.Disclosure;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Surveys.Questionnaires.Versions;

/// <param name="From">The earlier version.</param>
/// <param name="To">The later version.</param>
/// <param name="Changes">What the later one says differently.</param>
/// <param name="Answers">For each question of the earlier one, which of its answers the later one would take.</param>
/// <param name="Survey">What that means for the responses of one survey, when asked for.</param>
sealed record Differences(
    Guid From, int FromVersion, Guid To, int ToVersion, IReadOnlyList<Change> Changes, IReadOnlyList<Survival> Answers, Concerned? Survey);

/// <param name="Survey">Which survey.</param>
/// <param name="Responses">How many responses it has; absent from 1 to 7.</param>
/// <param name="Questions">How many of them each question concerns.</param>
sealed record Concerned(Guid Survey, long? Responses, IReadOnlyList<ConcernedAnswers> Questions);

/// <summary>Counts from 1 to 7 are withheld, and with them whatever would give them away.</summary>
/// <param name="Stay">Answers that the later version would take as they are.</param>
/// <param name="Lost">Answers that it would not.</param>
/// <param name="Without">Responses without an answer to this question.</param>
sealed record ConcernedAnswers(string Question, long? Stay, long? Lost, long? Without);

static class ReadDifferences
{
    public static async Task<Results<Ok<Differences>, ProblemHttpResult>> Handle(
        Guid id, Guid from, Guid? survey, SurveysDb db, ClaimsPrincipal user, CancellationToken ct)
    {
        var versions = await db.Questionnaires.AsNoTracking().VisibleTo(user, db).Where(q => q.Id == id || q.Id == from).ToListAsync(ct);
        if (versions.SingleOrDefault(q => q.Id == id) is not { } to || versions.SingleOrDefault(q => q.Id == from) is not { } before)
            return Refusal.NotFound("questionnaire").ToProblem();

        Concerned? concerned = null;
        if (survey is { } which)
        {
            if (user.OrganisationId() is not null) return VersionErrors.NotForOrganisations.ToProblem();
            if (!await db.Surveys.AnyAsync(s => s.Id == which && s.QuestionnaireId == from, ct))
                return VersionErrors.SurveyOfAnother.ToProblem();
            concerned = await CountAsync(which, before.Definition, to.Definition, db, ct);
        }
        return TypedResults.Ok(new Differences(
            before.Id, before.Version, to.Id, to.Version, Change.Between(before.Definition, to.Definition),
            Survival.Between(before.Definition, to.Definition), concerned));
    }

    /// <remarks>Each response is checked by the later version as if it were submitted again; nothing of it is kept in memory.</remarks>
    static async Task<Concerned> CountAsync(Guid survey, Definition before, Definition after, SurveysDb db, CancellationToken ct)
    {
        var (form, responses) = (new Form(after), 0L);
        var counts = before.InPageOrder()
            .Where(question => question.Type is not (QuestionType.Section or QuestionType.Display))
            .ToDictionary(question => question.Id, _ => (Stay: 0L, Lost: 0L));
        await foreach (var response in db.Responses.Where(r => r.SurveyId == survey && !r.Withdrawn)
            .Select(r => r.Answers)
            .AsAsyncEnumerable()
            .WithCancellation(ct))
        {
            responses++;
            var given = response.RootElement.EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value);
            var kept = form.Check(given, HiddenAnswers.Drop, unfinished: true).Kept;
            foreach (var (question, answer) in given.Where(answer => counts.ContainsKey(answer.Key)))
            {
                var stays = kept.TryGetValue(question, out var same) && JsonElement.DeepEquals(same, answer);
                var (stay, lost) = counts[question];
                counts[question] = stays ? (stay + 1, lost) : (stay, lost + 1);
            }
        }
        return Disclosed(survey, responses, counts);
    }

    /// <remarks>The counts of all questions share one total, so it is in every sum.</remarks>
    static Concerned Disclosed(Guid survey, long responses, Dictionary<string, (long Stay, long Lost)> counts)
    {
        List<Cell> cells = [new(responses), .. counts.Values.SelectMany(count => new Cell[] { new(count.Stay), new(count.Lost), new(responses - count.Stay - count.Lost) })];
        var withheld = SmallNumbers.Withheld(cells, [.. counts.Select((_, i) => new Sum(0, 3 * i + 1, 3 * i + 2, 3 * i + 3))]);
        return new(survey, Shown(0), [.. counts.Keys.Select((question, i) => new ConcernedAnswers(question, Shown(3 * i + 1), Shown(3 * i + 2), Shown(3 * i + 3)))]);

        long? Shown(int cell) => withheld[cell] ? null : cells[cell].Count;
    }
}

static class VersionErrors
{
    public static Refusal SurveyOfAnother => Refusal.Conflict(
        "survey-of-another-version", "The survey is not there, or asks another version: name in 'from' the version that it asks.");
    public static Refusal NotForOrganisations => new(403, "not-for-organisations", "How many responses a change concerns is not shown on behalf of an organisation, since it moves with every single response: leave survey out.");
}
