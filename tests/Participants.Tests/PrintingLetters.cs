using System.Net;
using PdfSharp.Pdf.IO;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.Testing;
using static QLab.Participants.Tests.ParticipantsApp;

namespace QLab.Participants.Tests;

/// <summary>Who prefers post gets the words of the mail as a letter, which staff print.</summary>
public sealed class PrintingLetters(ParticipantsApp app)
{
    [Fact]
    public async Task Letters_wait_are_printed_as_one_PDF_and_are_sent_once_somebody_says_so()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var ((first, address), (second, _)) = (await PreferringPostAsync(staff, project), await PreferringPostAsync(staff, project));
        await using var surveys = await app.AnotherServiceAsync();
        Guid[] ids = [await RequestAsync(surveys, project, first), await RequestAsync(surveys, project, second)];
        foreach (var id in ids) await IsAsync(id, "ToPrint");
        (await ReadAsync(staff, $"projects/{project}/letters")).AsArray().Select(l => l!["participantId"]!.GetValue<Guid>())
            .ShouldBe([first, second], ignoreOrder: true);
        app.Mail.To(address).ShouldBeEmpty("a letter is no mail");

        var batch = await CreatedAsync(staff, $"projects/{project}/letter-batches", new { });
        var at = $"projects/{project}/letter-batches/{batch}";
        var pdf = await staff.GetByteArrayAsync($"/api/participants/v1/{at}/letters.pdf");

        using var read = PdfReader.Open(new MemoryStream(pdf), PdfDocumentOpenMode.Import);
        read.PageCount.ShouldBe(2, "a page for each");
        NameOf(await RefusedAsync(staff, $"projects/{project}/letter-batches", new { })).ShouldBe("no-letters");
        await DoneAsync(staff, $"{at}/printed");
        foreach (var id in ids) await IsAsync(id, "Sent");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM notifications WHERE letter_batch_id = '{batch}' AND values IS NOT NULL")).ShouldBe(0);
        NameOf(await RefusedAsync(staff, $"{at}/printed", null)).ShouldBe("letters-printed");
        using var gone = await staff.GetAsync($"/api/participants/v1/{at}/letters.pdf");
        gone.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Whoever_withdraws_or_is_erased_gets_no_letter_and_whoever_prefers_mail_again_gets_that()
    {
        using var staff = app.Staff();
        var project = await app.ProjectAsync();
        var ((withdrawn, _), (mailed, address), (erased, _)) =
            (await PreferringPostAsync(staff, project), await PreferringPostAsync(staff, project), await PreferringPostAsync(staff, project));
        await using var surveys = await app.AnotherServiceAsync();
        Guid[] ids =
        [
            await RequestAsync(surveys, project, withdrawn), await RequestAsync(surveys, project, mailed), await RequestAsync(surveys, project, erased),
        ];
        foreach (var id in ids) await IsAsync(id, "ToPrint");

        await DoneAsync(staff, $"projects/{project}/participants/{withdrawn}/consents/withdraw", new { purpose = "contact" });
        await app.ExecuteAsync($"UPDATE people SET preferred_contact = 'Email' WHERE email = '{address}'");
        var person = (await ReadAsync(staff, $"projects/{project}/participants/{erased}"))["personId"]!.GetValue<Guid>();
        using var asked = await staff.PostAsync($"/api/participants/v1/people/{person}/erasure", null);

        NameOf(await RefusedAsync(staff, $"projects/{project}/letter-batches", new { })).ShouldBe("no-letters");
        await IsAsync(ids[0], "Withheld");
        await IsAsync(ids[2], "Withheld");
        (await app.Mail.ReadAsync(ids[1]))["To"].ShouldContain(address);
    }

    [Fact]
    public async Task A_code_that_somebody_asks_for_goes_by_mail_all_the_same()
    {
        using var staff = app.Staff();
        var (_, address) = await PreferringPostAsync(staff, await app.ProjectAsync());
        using var anybody = app.Anonymous();
        using var asked = await anybody.PostAsync(
            "/api/participants/v1/sign-in/codes", System.Net.Http.Json.JsonContent.Create(new { email = address }));
        (await app.Mail.LatestToAsync(address))["Subject"].ShouldBe("Your sign-in code");
    }

    async Task<(Guid Participant, string Address)> PreferringPostAsync(HttpClient staff, Guid project)
    {
        var address = $"{Guid.NewGuid():N}@example.org";
        var person = await app.PersonAsync("Siân Example", address);
        await app.ExecuteAsync($"UPDATE people SET preferred_contact = 'Post', postal_address = E'1 Lane\nTown' WHERE id = '{person}'");
        return (await CreatedAsync(staff, $"projects/{project}/participants", Joining(person, new
        {
            purpose = "contact", given = true,
        })), address);
    }

    static async Task<Guid> RequestAsync(AnotherService surveys, Guid project, Guid participant)
    {
        var id = Guid.NewGuid();
        await surveys.PublishAsync(new NotificationRequested(id, project, participant, "survey-invitation", new Dictionary<string, string>
        {
            ["title"] = "Nights", ["code"] = "7Q2M9", ["surveyUrl"] = "https://lab.example.org/1",
        }, "contact", DateTimeOffset.UtcNow));
        return id;
    }

    Task IsAsync(Guid id, string state) =>
        Eventually.Equals(state, () => app.ScalarAsync<string>($"SELECT state FROM notifications WHERE id = '{id}'"));
}
