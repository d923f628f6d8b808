using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using QLab.ServiceDefaults.Messaging;
using QLab.Testing;

namespace QLab.Workshops.Tests;

/// <summary>The link in a mail, without signing in.</summary>
public sealed class FollowingALinkToAPlace(WorkshopsApp app)
{
    [Fact]
    public async Task Shows_the_offer_in_the_readers_language_and_changes_nothing_until_the_button_is_pressed()
    {
        var (places, link) = await OfferedAsync();
        using var anybody = app.Anonymous();

        (await anybody.GetStringAsync(link)).ShouldContain("A place is free");
        var welsh = await anybody.GetStringAsync(link.Replace("language=en", "language=cy"));
        foreach (var words in new[] { "Mae lle ar gael", "1 Mehefin", "10:00", "What is said here stays here." })
            welsh.ShouldContain(words);
        (await places.StateAsync(1)).ShouldBe("offered");

        (await PressAsync(link, "accept")).Status.ShouldBe(HttpStatusCode.OK);
        (await places.StateAsync(1)).ShouldBe("booked");
        (await PressAsync(link, "accept")).Status.ShouldBe(HttpStatusCode.OK, "pressed twice");
        (await anybody.GetStringAsync(link)).ShouldContain("give my place back");
    }

    [Fact]
    public async Task Declines_and_the_next_is_offered_the_place()
    {
        var (places, link) = await OfferedAsync();

        (await PressAsync(link, "decline")).Status.ShouldBe(HttpStatusCode.OK);

        await Eventually.Equals("offered", () => places.StateAsync(2));
        (await places.StateAsync(1)).ShouldBeNull();
        (await PressAsync(link, "accept")).ShouldBe((HttpStatusCode.Gone, "This link works no more"));
    }

    [Fact]
    public async Task Opens_nothing_that_it_was_not_made_for()
    {
        var (places, link) = await OfferedAsync();
        var token = link[(link.IndexOf("token=", StringComparison.Ordinal) + 6)..];
        foreach (var wrong in new[] { "", "x", token[..^2] + (token[^2] == 'A' ? "BA" : "AA"), new string('A', token.Length), token + token })
        {
            using var anybody = app.Anonymous();
            using var answer = await anybody.GetAsync($"/api/workshops/v1/place?token={wrong}");
            answer.StatusCode.ShouldBeOneOf(HttpStatusCode.Gone, HttpStatusCode.BadRequest);
        }
        await places.LetOffersEndAsync();
        (await PressAsync(link, "accept")).Status.ShouldBe(HttpStatusCode.Gone);
        (await places.StateAsync(1)).ShouldNotBe("booked");
    }

    /// <summary>Two have waited, one is offered the place.</summary>
    async Task<(Places Places, string Link)> OfferedAsync()
    {
        await using var another = await app.AnotherServiceAsync();
        var notices = await another.ListenAsync<NotificationRequested>();
        var places = await Places.OpenAsync(
            app, 1, 3, new JsonObject { ["kind"] = "workshop", ["agreement"] = "What is said here stays here." });
        for (var i = 0; i < 3; i++) await places.BookAsync(i, agreed: true);
        await places.CancelAsync(0);
        await Eventually.Equals(
            1, () => Task.FromResult(notices.Count(n => n.Template == "place-offered" && n.ParticipantId == places.People[1])));
        var link = new Uri((await places.OpenAsync(notices.Single(n => n.Template == "place-offered" && n.ParticipantId == places.People[1])))["placeUrl@en"]);
        return (places, link.PathAndQuery);
    }

    async Task<(HttpStatusCode Status, string Title)> PressAsync(string link, string button)
    {
        using var anybody = app.Anonymous();
        using var answer = await anybody.PostAsync(link.Replace("/place?", $"/place/{button}?"), new FormUrlEncodedContent([]));
        var page = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, page.Split("<h1>")[1].Split("</h1>")[0]);
    }
}
