using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.Surveys.Invitations;

namespace QLab.Surveys.Tests;

/// <summary>Invitations of participants whom no project has, with the codes that were sent.</summary>
static class Inviting
{
    public static async Task<IReadOnlyList<(Guid Participant, string Code)>> InvitedAsync(this SurveysApp app, Guid survey, int count)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SurveysDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        Guid[] participants = [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];
        var bearers = await scope.ServiceProvider.GetRequiredService<Ballots>()
            .HandOutAsync(await db.Surveys.AsNoTracking().SingleAsync(s => s.Id == survey), participants, default);
        await transaction.CommitAsync();
        return [.. bearers.Select(bearer => (bearer.ParticipantId, bearer.Code))];
    }

    /// <summary>How many who are invited have not answered.</summary>
    public static Task<long> UnusedBallotsAsync(this SurveysApp app, Guid survey) => app.ScalarAsync<long>($"""
        SELECT count(*) - (SELECT printed - handed_out FROM ballot_stocks WHERE survey_id = '{survey}')
        FROM ballots WHERE survey_id = '{survey}'
        """);
}
