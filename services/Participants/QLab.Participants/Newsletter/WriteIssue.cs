using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Notifications.Templates;
using QLab.Participants.Writing;
using QLab.ServiceDefaults.Http;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Newsletter;

public record IssueText([property: Required, Text(150)] string Subject, [property: Required, Written] string Markdown)
{
    /// <summary>The language it is written in.</summary>
    [Language]
    public string Language { get; init; } = BuiltInTemplates.Fallback;
}

[Example("""
    { "subject": "What we heard in spring", "markdown": "## Thank you\n\nMore than 400 people answered.", "language": "en" }
    """)]
public sealed record WriteIssueRequest(string Subject, string Markdown) : IssueText(Subject, Markdown)
{
    /// <summary>Your own id for the issue, so that sending it again is safe; made for you when absent.</summary>
    public Guid? Id { get; init; }

    /// <summary>The project whose newsletter it is; that of the whole platform when absent.</summary>
    public Guid? ProjectId { get; init; }
}

[EveryMemberRequired]
[Example("""
    { "subject": "What we heard in spring", "markdown": "## Thank you\n\nMore than 400 people answered.", "language": "en" }
    """)]
public sealed record CorrectIssueRequest(string Subject, string Markdown) : IssueText(Subject, Markdown);

static class WriteIssue
{
    public static async Task<Results<Created<IssueView>, ValidationProblem, ProblemHttpResult>> Handle(
        WriteIssueRequest request, ParticipantsDb db, TimeProvider time, CancellationToken ct)
    {
        var id = request.Id ?? Guid.CreateVersion7();
        if (await db.Issues.AnyAsync(i => i.Id == id, ct)) return Refusal.AlreadyExists("issue", id).ToProblem();
        if (request.ProjectId is { } project && !await db.Projects.AnyAsync(p => p.Id == project, ct))
            return Refusal.NotFound("project").ToProblem();

        var issue = new Issue
        {
            Id = id, ProjectId = request.ProjectId, Subject = request.Subject, Markdown = request.Markdown, Language = request.Language,
            WrittenAt = time.GetUtcNow(),
        };
        db.Issues.Add(issue);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/participants/v1/newsletter/issues/{id}", IssueView.Of(issue));
    }

    public static async Task<Results<Ok<IssueView>, ValidationProblem, ProblemHttpResult>> Correct(
        Guid id, CorrectIssueRequest request, IfMatch ifMatch, HttpContext http, ParticipantsDb db, CancellationToken ct)
    {
        var issue = await db.Issues.SingleOrDefaultAsync(i => i.Id == id, ct);
        if (issue is null) return Refusal.NotFound("issue").ToProblem();
        if (issue.SentAt is not null) return NewsletterErrors.AlreadySent.ToProblem();

        ifMatch.Guard(db, issue);
        (issue.Subject, issue.Markdown, issue.Language) = (request.Subject, request.Markdown, request.Language);
        await db.SaveChangesAsync(ct);
        http.SetETag(issue.RowVersion);
        return TypedResults.Ok(IssueView.Of(issue));
    }
}
