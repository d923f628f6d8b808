using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QLab.Coding;
using QLab.Coding.Refi;
using QLab.CodingApi;
using QLab.CodingApi.Refi;
using QLab.Questionnaires;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Problems;
using QLab.Surveys.Coding.Refi;
using QLab.Surveys.Consents;
using QLab.Surveys.Contracts;
using QLab.Surveys.Responses;
using QLab.Surveys.Results.Tallying;

namespace QLab.Surveys.Coding;

/// <summary>A survey as coders see it.</summary>
sealed record CodedSurvey(Guid Id, Guid ProjectId, string Title, Definition Definition) : CodedOrigin(Id, ProjectId, Title)
{
    /// <summary>The questions whose answers can be coded, in page order.</summary>
    public IReadOnlyList<Question> Questions { get; } = [.. Definition.InPageOrder().Where(Texts.IsCoded)];

    /// <summary>All of them, or the one that is named.</summary>
    public IReadOnlyList<Question> Asked(string? question) => question is null ? Questions : [.. Questions.Where(q => q.Id == question)];

    public CodePoints? TextOf(string question, JsonDocument? answers) =>
        answers is not null && Asked(question) is [var asked] && Texts.Of(asked, answers.RootElement) is { } text ? new(text) : null;
}

/// <summary>The texts of surveys: a response is a contribution, a question is a part of it, and its answer a text.</summary>
sealed class SurveyTexts(SurveysDb db, Tallies tallies) : CodedTexts
{
    public override string Noun => "survey";

    public override Refusal NoText => SurveyTextErrors.NoText;

    public override Refusal WordsGone => SurveyTextErrors.WordsGone;

    public override Refusal TooManyTexts => SurveyTextErrors.TooManyTexts;

    public override string AddressOf(Guid origin) => $"/api/surveys/v1/surveys/{origin}";

    public override async Task<CodedOrigin?> FindAsync(Guid origin, CancellationToken ct) => await SurveyAsync(origin, ct);

    public Task<CodedSurvey?> SurveyAsync(Guid id, CancellationToken ct) => (
        from survey in db.Surveys
        join questionnaire in db.Questionnaires on survey.QuestionnaireId equals questionnaire.Id
        where survey.Id == id
        select new CodedSurvey(survey.Id, survey.ProjectId, survey.Title, questionnaire.Definition))
        .AsNoTracking().SingleOrDefaultAsync(ct);

    /// <summary>
    /// The responses whose words may be read for research: none that was taken back, and none without a consent to its use.
    /// </summary>
    public IQueryable<Response> Responses(Guid survey) => db.Usable().Where(r => r.SurveyId == survey);

    public override Dictionary<string, string[]>? FaultsOf(CodedOrigin origin, string? part) =>
        part is not null && (CodedSurvey)origin is var survey && survey.Asked(part).Count == 0
            ? SurveyTextErrors.NoSuchTexts(survey) : null;

    public override async Task<CodePoints?> HeldAsync(TextPlace place, CancellationToken ct) =>
        await SurveyAsync(place.OriginId, ct) is { } survey ? await HeldAsync(survey, place, ct) : null;

    public async Task<CodePoints?> HeldAsync(CodedSurvey survey, TextPlace place, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT FROM responses WHERE id = {place.ContributionId} FOR SHARE", ct);
        var answers = await Responses(survey.Id).Where(r => r.Id == place.ContributionId).Select(r => r.Answers).SingleOrDefaultAsync(ct);
        return survey.TextOf(place.Part, answers);
    }

    public override Expression<Func<Passage, PassageInText>> InText(CodedOrigin origin)
    {
        var (survey, responses) = ((CodedSurvey)origin, Responses(origin.Id));
        return p => new(
            p, survey.TextOf(p.Part, responses.Where(r => r.Id == p.ContributionId).Select(r => r.Answers).SingleOrDefault()));
    }

    public override async IAsyncEnumerable<(TextPlace Place, string Text)> AllAsync(
        CodedOrigin origin, string? part, [EnumeratorCancellation] CancellationToken ct)
    {
        var questions = ((CodedSurvey)origin).Asked(part);
        var responses = Responses(origin.Id).OrderBy(r => r.Id).Select(r => new { r.Id, r.Answers }).AsAsyncEnumerable();
        await foreach (var response in responses.WithCancellation(ct))
            foreach (var question in questions)
                if (Texts.Of(question, response.Answers.RootElement) is { } text)
                    yield return (new(origin.Id, response.Id, question.Id), text);
    }

    public override Task TellLeftOutAsync(Guid origin, HttpResponse answer, CancellationToken ct) =>
        tallies.TellLeftOutAsync(origin, answer, ct);

    public override async Task<Refusal?> HoldSubjectAsync(Guid origin, Guid about, CancellationToken ct)
    {
        var held = await db.Database.SqlQuery<Guid>($"""
            SELECT id AS "Value" FROM responses WHERE id = {about} AND survey_id = {origin} AND NOT withdrawn FOR SHARE
            """).ToListAsync(ct);
        return held.Count == 1 ? null : Refusal.NotFound("response");
    }

    /// <remarks>Twice, the second time for readers of the release before.</remarks>
    public override void Tell(IEvents events, CodedRange passage, DateTimeOffset now)
    {
        base.Tell(events, passage, now);
        if (passage.Removed) events.Publish(new PassageUncoded(passage.Id, passage.ProjectId, passage.Version, now));
        else
            events.Publish(new PassageCoded(
                passage.Id, passage.ContributionId, passage.OriginId, passage.ProjectId, passage.ThemeId, passage.Part,
                passage.StartPosition, passage.EndPosition, passage.Version, now));
    }

    public override object Told(Passage passage) =>
        new { passage.Id, SurveyId = passage.OriginId, passage.ThemeId, passage.Memo, passage.CodedAt };

    public override object Told(Memo memo) =>
        new { memo.Id, SurveyId = memo.OriginId, About = MemoView.AboutOf(memo), memo.AboutId, memo.Text, memo.ChangedAt };

    public override IAsyncEnumerable<RefiSource> SourcesAsync(
        CodedOrigin origin, string? part, IReadOnlyList<Passage> passages, IReadOnlyList<Memo> memos, CodeBook book,
        CancellationToken ct) =>
        SurveySources.Of(AllAsync(origin, part, ct), passages, memos, book);

    public override Task<IReadOnlyList<RefiSource>> TakeAsync(
        TakeCodings import, CodedOrigin origin, IReadOnlyList<RefiSource> sources, CancellationToken ct) =>
        SurveySources.TakeAsync(import, (CodedSurvey)origin, sources, this, ct);
}
