using Microsoft.EntityFrameworkCore;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;

namespace QLab.Surveys.Consumers;

sealed class KeepThemeWhenAdded(SurveysDb db) : IHandle<ThemeAdded>
{
    public Task Handle(IReadOnlyList<ThemeAdded> events, CancellationToken ct)
    {
        Guid[] ids = [.. events.Select(e => e.ThemeId)];
        Guid[] projects = [.. events.Select(e => e.ProjectId)];
        string[] codes = [.. events.Select(e => e.Code)];
        string[] labels = [.. events.Select(e => e.Label)];
        string?[] descriptions = [.. events.Select(e => e.Description)];
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO themes (id, project_id, code, label, description) SELECT * FROM unnest({ids}, {projects}, {codes}, {labels}, {descriptions})
            ON CONFLICT (id) DO NOTHING
            """, ct);
    }
}
