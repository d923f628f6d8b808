using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using QLab.ServiceDefaults.Http;
using QLab.Toy;

namespace QLab.ServiceDefaults.Tests;

public sealed class ReplacingTheWhole(ToyApp app)
{
    [Theory]
    [InlineData("""{"name": "a", "note": null, "colours": []}""")]
    [InlineData("""{"name": "a", "note": "b", "colours": ["darkRed"]}""")]
    [InlineData("""{}""", "/name", "/note", "/colours")]
    [InlineData("""{"name": "a"}""", "/note", "/colours")]
    [InlineData("""{"name": "a", "note": "b", "colours": null}""", "/colours")]
    public async Task Names_every_member(string body, params string[] missing)
    {
        using var client = app.Anonymous();
        using var answer =
            await client.PutAsync("/api/toy/v1/description", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        var json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(missing.Length == 0 ? HttpStatusCode.OK : HttpStatusCode.BadRequest, json);
        if (missing.Length > 0) JsonNode.Parse(json)!["errors"]!.AsObject().Select(e => e.Key).ShouldBe(missing, ignoreOrder: true);
    }

    [Fact]
    public async Task Is_described_so()
    {
        using var client = app.Anonymous();
        var schemas = (await client.GetFromJsonAsync<JsonNode>("/openapi/v1.json"))!["components"]!["schemas"]!;
        schemas["DescribeRequest"]!["required"]!.AsArray()
            .Select(name => name!.GetValue<string>())
            .ShouldBe(["name", "note", "colours"], ignoreOrder: true);
        schemas["ProposeRequest"]!["required"]!.AsArray()
            .Select(name => name!.GetValue<string>())
            .ShouldBe(["name"], "a POST knows defaults");
    }

    [Fact]
    public void Cannot_be_forgotten()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddJson();
        IEndpointRouteBuilder routes = builder.Build();
        routes.MapPut("/paint", (MixPaintRequest paint) => paint.Name).Finally(EveryMemberRequiredAttribute.MustStandOnPut);
        Should.Throw<InvalidOperationException>(() => routes.DataSources.SelectMany(source => source.Endpoints).ToList()).Message
            .ShouldContain("MixPaintRequest");
    }
}
