using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using QLab.Participants.Contracts;
using QLab.Testing;

namespace QLab.Surveys.Tests;

/// <summary>A survey for which one needs an invitation, in a project with participants.</summary>
sealed record InvitedSurvey(SurveysApp App, Guid Id, Guid Project, string Mode = "anonymous")
{
    public static async Task<InvitedSurvey> OpenAsync(SurveysApp app, string mode = "anonymous", string access = "invited")
    {
        var project = await app.KnownProjectAsync();
        using var staff = app.Client(SurveysApp.AllScopes);
        var questionnaire = await SurveysApp.CreatedAsync(
            staff, "questionnaires", new { projectId = project, key = "invited", title = "Invited", questions = SurveysApp.Questions });
        return new(app, await SurveysApp.CreatedAsync(staff, "surveys", new
        {
            questionnaireId = questionnaire, title = "Invited", mode, access,
        }), project, mode);
    }

    public async Task<Guid[]> JoinedAsync(int count)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToArray();
        await using var participants = await App.AnotherServiceAsync();
        await Task.WhenAll(
            ids.Select(id => participants.PublishAsync(new ParticipantJoined(Project, id, ["livedExperience"], DateTimeOffset.UtcNow))));
        await Eventually.Equals((long)count, () => App.ScalarAsync<long>($"SELECT count(*) FROM participants WHERE project_id = '{Project}' AND id = ANY ('{{{string.Join(',', ids)}}}')"));
        return ids;
    }

    public async Task<JsonNode> InviteAsync(IEnumerable<Guid> ids, bool send = false) =>
        await PostAsync("invitations", new { participantIds = ids, send });

    /// <summary>Invites and hands out the codes.</summary>
    public async Task<Dictionary<Guid, string>> CodesAsync(IEnumerable<Guid> ids) =>
        (await InviteAsync(ids))["lines"]!.AsArray()
            .ToDictionary(line => line!["participantId"]!.GetValue<Guid>(), line => line!["code"]!.GetValue<string>());

    public async Task<JsonNode> PostAsync(string what, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var staff = App.Client(SurveysApp.AllScopes);
        using var response = await staff.PostAsJsonAsync($"/api/surveys/v1/surveys/{Id}/{what}", body);
        var json = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, json);
        return JsonNode.Parse(json)!;
    }

    public Task<(HttpStatusCode Status, string Body)> SendCsvAsync(string what, string csv, string? accept = null) =>
        SendAsync(what, csv, "text/csv", accept);

    public async Task<(HttpStatusCode Status, string Body)> SendAsync(string what, string content, string type, string? accept = null)
    {
        using var staff = App.Client(SurveysApp.AllScopes);
        // Whoever is in a file of an anonymous survey ticked this on its form.
        if (what.StartsWith("imports", StringComparison.Ordinal) && Mode == "anonymous")
            what += $"{(what.Contains('?') ? '&' : '?')}consents=research";
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/surveys/v1/surveys/{Id}/{what}") { Content = new StringContent(content, Encoding.UTF8, type) };
        if (accept is not null) request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        using var response = await staff.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<HttpStatusCode> AnswerAsync(string code)
    {
        using var anybody = App.Anonymous();
        using var response = await anybody.PostAsJsonAsync(
            $"/api/surveys/v1/surveys/{Id}/responses", new { answers = new { role = "lived" }, invitationCode = code });
        return response.StatusCode;
    }

    public async Task<JsonNode> ReadAsync(string what)
    {
        using var staff = App.Client(SurveysApp.AllScopes);
        return JsonNode.Parse(await staff.GetStringAsync($"/api/surveys/v1/surveys/{Id}/{what}"))!;
    }
}
