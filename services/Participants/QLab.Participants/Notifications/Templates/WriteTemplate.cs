using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Description;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Text;

namespace QLab.Participants.Notifications.Templates;

[Example("""
    { "name": "export-ready", "language": "en", "subject": "Your export is ready",
      "text": "It is here: {link}", "html": "<p>It is here: <a href=\"{link}\">your export</a></p>" }
    """)]
public sealed record WriteTemplateRequest(
    [property: Required, Text(60)] string Name,
    [property: Required, Language] string Language,
    [property: Required, Text(200)] string Subject,
    [property: Required, StringLength(20_000)] string Text,
    [property: Required, StringLength(40_000)] string Html);

/// <param name="Version">0 for the one that comes with the service.</param>
/// <param name="Asks">The values without which it is not sent, besides those that every message has: name, lab and sender.</param>
/// <param name="Shows">Every value that it shows, those included that stand under a condition such as {{#lastDay}} … {{/lastDay}}.</param>
sealed record TemplateView(
    string Name, string Language, int Version, string Subject, string Text, string Html, string[] Asks, string[] Shows);

sealed record TemplateListItem(string Name, string[] Languages);

/// <summary>
/// Staff's own wording of a message. It may say less than the original asks for, and nothing that the platform does not know.
/// </summary>
static class WriteTemplate
{
    public static async Task<Results<Created<TemplateView>, ValidationProblem, ProblemHttpResult>> Handle(
        WriteTemplateRequest request, ParticipantsDb db, TimeProvider time, CancellationToken ct)
    {
        var (name, language) = (request.Name, request.Language);
        if (!BuiltInTemplates.All.TryGetValue((name, BuiltInTemplates.Fallback), out var original))
            return Refusal.NotFound("template").ToProblem();
        var faults = Faults(request, original);
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);

        var version =
            1 + (await db.WrittenTemplates.Where(t => t.Name == name && t.Language == language).MaxAsync(t => (int?)t.Version, ct) ?? 0);
        db.WrittenTemplates.Add(new WrittenTemplate
        {
            Name = name, Language = language, Version = version, Subject = request.Subject, Text = request.Text, Html = request.Html,
            WrittenAt = time.GetUtcNow(),
        });
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/participants/v1/message-templates/{name}?language={language}", View(new(name, language, request.Subject, request.Text, request.Html), version));
    }

    public static async Task<Results<Ok<TemplateView>, ProblemHttpResult>> Read(
        string name, string? language, ParticipantsDb db, TemplateShelf shelf, CancellationToken ct)
    {
        language ??= BuiltInTemplates.Fallback;
        if (await shelf.FindAsync(name, language, ct) is not { } template) return Refusal.NotFound("template").ToProblem();
        var version =
            await db.WrittenTemplates.Where(t => t.Name == name && t.Language == language).MaxAsync(t => (int?)t.Version, ct) ?? 0;
        return TypedResults.Ok(View(template, version));
    }

    public static async Task<Ok<IReadOnlyList<TemplateListItem>>> List(ParticipantsDb db, CancellationToken ct)
    {
        var written = await db.WrittenTemplates.Select(t => new { t.Name, t.Language }).Distinct().ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<TemplateListItem>>(
        [
            .. BuiltInTemplates.All.Keys.Concat(written.Select(t => (t.Name, t.Language))).Distinct().GroupBy(t => t.Item1).OrderBy(of => of.Key, StringComparer.Ordinal)
                .Select(of => new TemplateListItem(of.Key, [.. of.Select(t => t.Item2).Order(StringComparer.Ordinal)])),
        ]);
    }

    static Dictionary<string, string[]> Faults(WriteTemplateRequest request, MessageTemplate original)
    {
        var faults = new Dictionary<string, string[]>();
        var known = original.Shows.ToHashSet();
        foreach (var (field, text) in new[] { ("/subject", request.Subject), ("/text", request.Text), ("/html", request.Html) })
        {
            var unknown =
                new MessageTemplate(request.Name, request.Language, "", text, "").Shows.FirstOrDefault(value => !known.Contains(value));
            if (unknown is not null) faults[field] =
                [$"Nothing is known of '{unknown}'; this template can show: {string.Join(", ", known.Order(StringComparer.Ordinal))}."];
            else if (MessageTemplate.Marks().Match(MessageTemplate.Sections().Replace(text, "${inside}")) is { Success: true } mark)
                faults[field] = [$"{mark.Value} has no other half: what is said under a condition begins with {{{{#name}}}} and ends with {{{{/name}}}}."];
        }
        foreach (var value in original.Asks.Where(value => original.Text.Contains($"{{{{{value}}}}}", StringComparison.Ordinal)))
            if (!request.Text.Contains($"{{{{{value}}}}}", StringComparison.Ordinal))
                faults.TryAdd("/text", [$"The message is of no use without {{{{{value}}}}}."]);
        if (original.Text.Contains("{{{content}}}", StringComparison.Ordinal)
            && !request.Text.Contains("{{{content}}}", StringComparison.Ordinal))
            faults.TryAdd("/text", ["The message is of no use without {{{content}}}."]);
        return faults;
    }

    static TemplateView View(MessageTemplate template, int version) =>
        new(
            template.Name, template.Language, version, template.Subject, template.Text, template.Html, [.. template.Asks],
            [.. template.Shows]);
}
