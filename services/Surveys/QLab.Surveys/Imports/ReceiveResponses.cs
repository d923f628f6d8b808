using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using QLab.ServiceDefaults.Http.Idempotency;
using QLab.ServiceDefaults.Problems;
using QLab.ServiceDefaults.Scheduling;
using QLab.Surveys.Consents;
using QLab.Surveys.Responses;
using QLab.Surveys.Surveys;
using QLab.Tabular;

namespace QLab.Surveys.Imports;

/// <summary>
/// Takes a file in and answers with what is wrong with it; where nothing is, its lines become responses in the background.
/// </summary>
static class ReceiveResponses
{
    const string ForTheLab = "Participants give their consents to the Lab: what they signed on paper is recorded with the participants.";

    public static async Task<Results<Accepted<ImportView>, ValidationProblem, ProblemHttpResult>> Handle(
        Guid id, [Description("Your own id for the import, so that sending it again is safe.")] Guid? importId,
        [Description("Only says what would become of the file.")] bool? dryRun,
        [Description("The purposes that everybody in the file consented to on the form of an anonymous survey, parted by commas.")] string? consents,
        HttpContext http, SurveysDb db, SurveyForms surveys, Receiving receiving, WakeSignal<StoreImports> store, TimeProvider time,
        CancellationToken ct)
    {
        surveys.Forget(id);
        if (await surveys.FindAsync(id, ct) is not { } form) return Refusal.NotFound("survey").ToProblem();
        var faults = new Dictionary<string, string[]>();
        var agreed = FormConsent.Read(form.Survey, FormConsent.Listed(consents), faults);
        if (agreed.Length > 0 && form.Survey.Mode != SurveyMode.Anonymous) faults["/consents"] = [ForTheLab];
        if (faults.Count > 0) return TypedResults.ValidationProblem(faults);
        using var body = new HashedBody(http.Request.Body);
        if (ImportFormats.Rows(http.Request.ContentType, body.Content, form.Survey.QuestionnaireId, form.Form.Definition, ct) is not { } rows)
            return ImportErrors.NotReadable.ToProblem();

        var key = IdempotencyKey.Read(http.Request);
        if (http.Request.Body.CanSeek) http.Request.Body.Position = 0;
        var import = new Import
        {
            Id = importId ?? (key is null ? Guid.CreateVersion7() : IdOf(id, key)), SurveyId = id, DryRun = dryRun ?? false, Faults = [],
            Consents = agreed, ReceivedAt = time.GetUtcNow(),
        };
        var earlier = await db.Set<Import>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == import.Id, ct);
        if (earlier is not null && (earlier.SurveyId != id || earlier.DryRun != import.DryRun)) return ImportErrors.IdReused.ToProblem();
        if (earlier is { IsIncomplete: false } && !earlier.Consents.SequenceEqual(agreed))
            return ConsentErrors.OtherConsentsOfImport.ToProblem();
        if (earlier is { IsIncomplete: false })
            return (await body.FingerprintAsync(ct)).AsSpan().SequenceEqual(earlier.Fingerprint)
                ? TypedResults.Accepted(Address(import.Id), ImportView.Of(earlier)) : ImportErrors.IdReused.ToProblem();
        if (form.Survey.IsClosed(import.ReceivedAt)) return SurveyErrors.NotOpenAt(form.Survey, import.ReceivedAt).ToProblem();
        try
        {
            if (!await receiving.RunAsync(import, form, rows, body, ct)) return ImportErrors.InFlight.ToProblem();
        }
        catch (UnreadableTableException unreadable)
        {
            return TypedResults.ValidationProblem(unreadable.Faults);
        }
        store.Wake();
        return TypedResults.Accepted(
            Address(import.Id), ImportView.Of(await db.Set<Import>().AsNoTracking().SingleAsync(i => i.Id == import.Id, ct)));
    }

    static string Address(Guid import) => $"/api/surveys/v1/imports/{import}";

    static Guid IdOf(Guid survey, string key) =>
        new(SHA256.HashData([.. "import"u8, .. survey.ToByteArray(), .. Encoding.UTF8.GetBytes(key)]).AsSpan(0, 16));
}
