using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Workshops.RolePlays;

/// <summary>What somebody was told and what they told others; both go with them.</summary>
sealed class RolePlaysPersonalData(WorkshopsDb db) : IPersonalData
{
    public string Name => "rolePlayFeedback";

    public IReadOnlyList<string> Tables => ["role_plays", "role_play_feedback"];

    public async Task<object?> ExportAsync(DataSubject subject, CancellationToken ct)
    {
        var given = await db.RolePlayFeedback.Where(f => subject.Pseudonyms.Contains(f.GiverId))
            .Select(f => new { Way = "given", f.RolePlayId, f.Influenced, f.Doubted, f.VoiceAndBody, f.GivenAt }).ToListAsync(ct);
        var received = await db.RolePlays.Where(r => subject.Pseudonyms.Contains(r.PresenterId)).SelectMany(r => r.Feedback)
            .Select(f => new { Way = "received", f.RolePlayId, f.Influenced, f.Doubted, f.VoiceAndBody, f.GivenAt }).ToListAsync(ct);
        return given.Concat(received).ToList();
    }

    public async Task EraseAsync(DataSubject subject, CancellationToken ct)
    {
        await db.RolePlayFeedback.Where(f => subject.Pseudonyms.Contains(f.GiverId)).ExecuteDeleteAsync(ct);
        await db.RolePlays.Where(r => subject.Pseudonyms.Contains(r.PresenterId)).ExecuteDeleteAsync(ct);
    }
}
