using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.Participants.Audit;
using QLab.ServiceDefaults.Privacy;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Security;

namespace QLab.Participants.Rights;

/// <summary>
/// One bundle gathered from every service: what an access request asks for (UK GDPR Arts 15 and 20), as JSON that a program can read
/// too.
/// </summary>
static class DownloadExport
{
    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> ForStaff(
        Guid id, HttpContext http, ParticipantsDb db, RightsRequestPublisher publisher, AuditLog audit, TimeProvider time,
        CancellationToken ct) =>
        Download(db.VisibleRequests(http.User).Where(r => r.Id == id), db, publisher, audit, time, ct);

    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> ForMe(
        Guid id, HttpContext http, ParticipantsDb db, RightsRequestPublisher publisher, AuditLog audit, TimeProvider time,
        CancellationToken ct)
    {
        var me = http.User.Myself();
        return Download(db.RightsRequests.Where(r => r.Id == id && r.Subject == me), db, publisher, audit, time, ct);
    }

    static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Download(
        IQueryable<RightsRequest> which, ParticipantsDb db, RightsRequestPublisher publisher, AuditLog audit, TimeProvider time,
        CancellationToken ct)
    {
        var request = await which.AsNoTracking().SingleOrDefaultAsync(r => r.Kind == RightsKind.Export, ct);
        if (request is null) return Refusal.NotFound("export").ToProblem();
        if (request.CompletedAt is null) return RightsErrors.NotReady.ToProblem();
        if (request.PrivateKey is null || request.ExpiresAt < time.GetUtcNow()) return RightsErrors.Expired.ToProblem();

        var parts = await db.ExportParts.AsNoTracking()
            .Where(p => p.RequestId == request.Id)
            .OrderBy(p => p.Service)
            .ThenBy(p => p.Part)
            .ToListAsync(ct);
        await audit.ReadAsync(
            "export bundle", await db.People.Where(p => p.Id == request.Subject).Select(p => p.AuditId).ToListAsync(ct), ct);
        return TypedResults.File(
            Bundle(request, parts, publisher.OpenPrivateKey(request)), "application/json", $"export-{request.Id}.json");
    }

    static byte[] Bundle(RightsRequest request, List<ExportPart> parts, byte[] key)
    {
        using var bundle = new MemoryStream();
        using (var json = new Utf8JsonWriter(bundle, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("exportId", request.Id);
            json.WriteString("requestedAt", request.RequestedAt.UtcDateTime);
            json.WriteString("completedAt", request.CompletedAt!.Value.UtcDateTime);
            json.WriteStartObject("services");
            foreach (var service in parts.GroupBy(part => part.Service))
            {
                json.WritePropertyName(service.Key);
                json.WriteRawValue([.. service.SelectMany(part => SealedBox.Open(part.Sealed, key))]);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return bundle.ToArray();
    }
}
