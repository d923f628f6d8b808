using System.Net;
using System.Net.Http.Json;

namespace QLab.ServiceDefaults.Tests;

public sealed class Answers(ToyApp app)
{
    [Fact]
    public async Task A_failure_shows_no_detail()
    {
        using var client = app.Anonymous();
        using var failed = await client.GetAsync("/api/toy/v1/fails");
        var body = await failed.Content.ReadAsStringAsync();
        failed.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        body.ShouldContain("urn:qlab:problem:internal-error");
        body.ShouldContain("traceId");
        body.ShouldNotContain("secret");
        body.ShouldNotContain("Exception");
    }

    [Fact]
    public async Task An_endpoint_that_names_no_policy_is_closed_to_everybody()
    {
        using var anonymous = app.Anonymous();
        using var everything = app.Client("toy:read toy:write platform:operate");
        (await anonymous.GetAsync("/api/toy/v1/forgotten")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await everything.GetAsync("/api/toy/v1/forgotten")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_wrong_address_is_not_found_and_a_wrong_method_says_which_are_right()
    {
        using var anonymous = app.Anonymous();
        (await anonymous.GetAsync("/api/toy/v1/nothing")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var wrong = await anonymous.DeleteAsync(ToyApp.Things);
        wrong.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        wrong.Content.Headers.Allow.ShouldBe(["POST"]);
    }

    [Fact]
    public async Task Data_annotations_are_pointers_to_every_fault()
    {
        using var anonymous = app.Anonymous();
        using var refused = await anonymous.PostAsJsonAsync(ToyApp.Things, new { name = new string('x', 41) });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("\"/name\"");
    }

    [Fact]
    public async Task Many_malformed_requests_leave_the_connection_usable()
    {
        using var anonymous = app.Anonymous();
        for (var i = 0; i < 50; i++)
        {
            using var refused =
                await anonymous.PostAsync(ToyApp.Things, new StringContent("{\"name\": ", System.Text.Encoding.UTF8, "application/json"));
            refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
        using var fine = await anonymous.PostAsJsonAsync(ToyApp.Things, new { name = "after the storm" });
        fine.StatusCode.ShouldBe(HttpStatusCode.Created);
    }
}
