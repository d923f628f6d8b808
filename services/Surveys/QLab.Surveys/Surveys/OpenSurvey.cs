using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Validation;
using QLab.Questionnaires;
using QLab.Questionnaires.Answering;
using QLab.Questionnaires.Rules;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;
using QLab.Surveys.Consents;
using QLab.Surveys.Contracts;

namespace QLab.Surveys.Surveys;

[Example("""
    { "questionnaireId": "0198f0c2-7b1a-7c3e-9d4f-2a6b8c0e1d35", "title": "Launch survey", "mode": "anonymous",
      "opensAt": "2026-09-01T08:00:00Z", "closesAt": "2026-10-31T18:00:00Z" }
    """)]
public sealed record OpenSurveyRequest(Guid QuestionnaireId, [property: Required, Text(200)] string Title, SurveyMode Mode)
{
    /// <summary>Your own id for the survey, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The title in the other languages of the questionnaire, by tag.</summary>
    [Worded(200)]
    public LocalText? Titles { get; init; }

    /// <summary>What the answers are for, in the mail that invites and on the survey's page.</summary>
    [Worded(1_000)]
    public LocalText? Purpose { get; init; }

    /// <summary>Whom to ask about it, by e-mail or telephone.</summary>
    [Text(200)]
    public string? Contact { get; init; }

    /// <summary>Open to whoever has the link (the default), or with an invitation only.</summary>
    public SurveyAccess Access { get; init; }

    /// <summary>What becomes of answers to questions that are not shown: refuse (the default) or drop.</summary>
    public HiddenAnswers HiddenAnswers { get; init; }

    /// <summary>Whether a response may be changed while the survey is open.</summary>
    public bool Amendable { get; init; }

    /// <summary>The day of the story on which it was opened, in a project that is made up; now when absent.</summary>
    public DateOnly? OpenedOn { get; init; }

    /// <summary>No response before it.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>No response from then on; the survey closes by itself.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>
    /// What its form asks consent to, each purpose by itself. When absent, an anonymous survey asks for research and quotation in the
    /// platform's own words, and any other asks nothing, because the Lab asks its participants.
    /// </summary>
    [MaxLength(5)]
    public IReadOnlyList<FormConsent>? Consents { get; init; }

    /// <summary>How many responses it takes, of all or of some kind.</summary>
    [MaxLength(50)]
    public IReadOnlyList<QuotaRequest> Quotas { get; init; } = [];
}

static class OpenSurvey
{
    public static async Task<Results<Created<SurveyView>, ValidationProblem, ProblemHttpResult>> Handle(
#pragma warning disable ASP0029 // the attribute is marked as experimental; what it does is small and a test holds it
        [SkipValidation] OpenSurveyRequest request,
#pragma warning restore ASP0029
        SurveysDb db, IEvents events, TimeProvider time, CancellationToken ct)
    {
        var (id, now) = (request.Id ?? Guid.CreateVersion7(), time.GetUtcNow());
        if (await db.Surveys.AnyAsync(s => s.Id == id, ct)) return Refusal.AlreadyExists("survey", id).ToProblem();

        var questionnaire = await db.Questionnaires.SingleOrDefaultAsync(q => q.Id == request.QuestionnaireId, ct);
        if (Faults(request, questionnaire?.Definition, now) is { Count: > 0 } faults) return TypedResults.ValidationProblem(faults);
        if (questionnaire is null) return Refusal.NotFound("questionnaire").ToProblem();

        await using var transaction = await db.RequireTransactionAsync(ct);
        // Locked, so that a project cannot close in between and leave this survey open behind it.
        var project = await db.Projects.FromSql($"SELECT * FROM projects WHERE id = {questionnaire.ProjectId} FOR SHARE").SingleAsync(ct);
        if (project.Closed) return SurveyErrors.ProjectClosed.ToProblem();
        if (request.OpenedOn is { } day && StoryDays.Fault(day, project.Simulated, now) is { } fault)
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["/openedOn"] = [fault] });

        var survey = new Survey
        {
            Id = id, ProjectId = questionnaire.ProjectId, QuestionnaireId = questionnaire.Id,
            Title = request.Title, Titles = request.Titles, Purpose = request.Purpose, Contact = request.Contact, Mode = request.Mode,
            Access = request.Access, HiddenAnswers = request.HiddenAnswers,
            Amendable = request.Amendable, OpensAt = request.OpensAt, ClosesAt = request.ClosesAt,
            OpenedAt = request.OpenedOn is { } opened ? StoryDays.At(opened) : now,
        };
        var quotas = request.Quotas.Select(quota => quota.For(id)).ToList();
        db.Surveys.Add(survey);
        if ((request.Consents ?? FormConsent.Usual(request.Mode)) is { Count: > 0 } consents) db.Add(survey.Ask(consents));
        db.Quotas.AddRange(quotas);
        events.Publish(new SurveyOpened(id, survey.ProjectId, survey.Version, survey.Title, survey.OpenedAt));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/surveys/v1/surveys/{id}", SurveyView.Of(survey, questionnaire, project.Simulated, now) with { Quotas = QuotaView.Of(quotas) });
    }

    static Dictionary<string, string[]> Faults(OpenSurveyRequest request, Definition? definition, DateTimeOffset now)
    {
        var (faults, rules) = (new Faults(), WindowFaults(request.OpensAt, request.ClosesAt, now));
        AttributeRules.Validate(request, "", faults);
        if (definition is not null)
        {
            QuotaRules.Check(request.Quotas, definition, rules);
            SurveyWording.Check(request.Title, request.Titles, request.Purpose, definition, faults);
            FormConsent.Check(request.Consents ?? [], request.Mode, definition, faults);
        }
        faults.AddAll(rules);
        return faults.ToDictionary();
    }

    public static Dictionary<string, string[]> WindowFaults(DateTimeOffset? opensAt, DateTimeOffset? closesAt, DateTimeOffset now)
    {
        var faults = new Dictionary<string, string[]>();
        if (closesAt <= now) faults["/closesAt"] = ["The window ends in the future."];
        else if (closesAt <= opensAt) faults["/closesAt"] = ["The window ends after it begins."];
        return faults;
    }
}
