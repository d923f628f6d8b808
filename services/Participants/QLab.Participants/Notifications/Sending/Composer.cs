using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Keys;
using QLab.Participants.Notifications.Letters;
using QLab.Participants.Notifications.Mail;
using QLab.Participants.Notifications.Templates;

namespace QLab.Participants.Notifications.Sending;

/// <summary>A mail, or a letter in its place, or the reason why there is neither.</summary>
sealed record Composed(OutgoingMail? Mail = null, string? WithheldBecause = null, string? FailedBecause = null, Letter? Letter = null);

/// <summary>Finds out, at the moment of sending, to which address a notification goes, whether it may, and what it says.</summary>
sealed class Composer(
    Addressees addressees, TemplateShelf templates, Letterhead letterhead, IEnumerable<ISpecialContent> special, IOptions<KeyOptions> keys,
    TimeProvider time)
{
    public async Task<Composed> ComposeAsync(Notification notification, CancellationToken ct)
    {
        var (addressee, withheld) = await addressees.FindAsync(notification, ct);
        if (addressee is null) return new(WithheldBecause: withheld);
        try
        {
            var mail = await FillAsync(notification, addressee, ct);
            if (addressee.PostalAddress is not { } address) return new(mail);
            var letter = new Letter(addressee.Name, address, mail.Content);
            return letter.CanBePrinted ? new(Letter: letter) : new(FailedBecause: "It has letters that cannot be printed.");
        }
        catch (Exception e) when (e is TemplateFaultException or InvalidOperationException or JsonException)
        {
            return new(FailedBecause: e is TemplateFaultException ? e.Message : "What the template is filled with cannot be read.");
        }
    }

    async Task<OutgoingMail> FillAsync(Notification notification, Addressee addressee, CancellationToken ct)
    {
        var values = Open(notification);
        var content = special.FirstOrDefault(s => s.Template == notification.Template) is { } source
            ? await source.ForAsync(notification, addressee, ct)
            : SpecialContent.None;
        foreach (var (name, value) in content.Values) values[name] = value;
        var template = await templates.ReadAsync(notification.Template, content.Language ?? addressee.Language, ct);
        await letterhead.CompleteAsync(values, notification, addressee, template, ct);
        var filled = template.Fill(values, content.Text, content.Html);
        return new(addressee.Name, addressee.Email, filled, time.GetUtcNow(), content.Headers);
    }

    Dictionary<string, string> Open(Notification notification) => notification.Values is { } sealedValues
        ? JsonSerializer.Deserialize<Dictionary<string, string>>(Seal.Open(sealedValues, keys.Value.RequireSecret(), notification.Id.ToString()))!
        : [];
}

/// <summary>Content that is made while sending, because it would be the same for thousands, or differs with whom it goes to.</summary>
interface ISpecialContent
{
    string Template { get; }

    Task<SpecialContent> ForAsync(Notification notification, Addressee addressee, CancellationToken ct);
}

/// <param name="Text">Stands where the text template says <c>{{{content}}}</c>.</param>
/// <param name="Html">The same in HTML, safe as it is.</param>
/// <param name="Language">The language it is written in, where that is not the reader's choice.</param>
sealed record SpecialContent(
    string? Text, string? Html, string? Language, IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Headers)
{
    static readonly Dictionary<string, string> Nothing = [];

    public static SpecialContent None { get; } = new(null, null, null, Nothing, Nothing);
}

/// <summary>
/// What every message says of itself: to whom, from whom and for which Lab. The rest is what it was filled with; where that comes in
/// several languages, as <c>title@cy</c> beside <c>title</c>, the reader's own counts.
/// </summary>
sealed class Letterhead(ParticipantsDb db, IOptions<MailOptions> mail, IConfiguration settings)
{
    public async Task CompleteAsync(
        Dictionary<string, string> values, Notification notification, Addressee addressee, MessageTemplate template, CancellationToken ct)
    {
        Choose(values, [template.Language, .. Languages.Near(addressee.Language).Reverse()]);
        var projects = db.Participations.Where(p => p.Id == notification.ParticipationId).Select(p => p.ProjectId)
            .Concat(db.ExpressionsOfInterest.Where(i => i.Id == notification.InterestId).Select(i => i.ProjectId));
        var lab = await db.Projects.Where(project => projects.Contains(project.Id))
            .Select(project => new { project.Title, project.Question }).SingleOrDefaultAsync(ct);
        values["name"] = addressee.Name;
        values["sender"] = settings["Controller:Name"] ?? mail.Value.FromName;
        values["lab"] = lab?.Title ?? values["sender"];
        if (lab is not null) values.TryAdd("purpose", lab.Question);
        if (settings["Controller:Email"] is { } contact) values.TryAdd("contact", contact);
    }

    /// <param name="values">From name, or name and language, to text.</param>
    /// <param name="languages">The dearest last.</param>
    static void Choose(Dictionary<string, string> values, IEnumerable<string> languages)
    {
        foreach (var ending in languages.Select(language => $"@{language}"))
            foreach (var name in values.Keys.Where(name => name.EndsWith(ending, StringComparison.Ordinal)).ToList())
                values[name[..^ending.Length]] = values[name];
    }
}
