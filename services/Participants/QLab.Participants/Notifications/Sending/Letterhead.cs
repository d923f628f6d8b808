using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Notifications.Mail;
using QLab.Participants.Notifications.Templates;

namespace QLab.Participants.Notifications.Sending;

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
