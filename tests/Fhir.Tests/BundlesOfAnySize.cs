using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace QLab.Fhir.Tests;

public sealed class BundlesOfAnySize
{
    static readonly QuestionnaireInfo Info = new(Guid.NewGuid(), Instrument.Definition("gad-7"));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(100_000)]
    public async Task Come_in_as_they_went_out_however_the_bytes_arrive(int atOnce)
    {
        var bytes = await WrittenAsync(500);
        var read = new List<BundleEntry>();
        await foreach (var entry in FhirBundle.ReadAsync(new Trickle(bytes, atOnce), TestContext.Current.CancellationToken))
            read.Add(entry);

        read.Select(entry => entry.Index).ShouldBe(Enumerable.Range(0, 500));
        var whole = JsonNode.Parse(bytes)!["entry"]!.AsArray().Select(entry => entry!["resource"]);
        foreach (var (expected, actual) in whole.Zip(read))
            JsonDifferences.Between(expected, FhirOverlay.Node(actual.Resource!.Value)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_entries_are_bundles_too()
    {
        var bytes = await WrittenAsync(0);
        JsonNode.Parse(bytes)!.AsObject().ContainsKey("entry").ShouldBeFalse("FHIR has no empty lists");
        (await CountAsync(bytes)).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":[{}")]
    [InlineData("{\"resourceType\":\"Bundle\",\"entry\":{}}")]
    [InlineData("{\"resourceType\":\"Patient\",\"entry\":[]}")]
    [InlineData("{\"resourceType\":\"Bundle\"} {}")]
    [InlineData("{\"entry\":[{\"resource\":{},}]}")]
    public async Task That_are_none_are_said_to_be_none(string text) =>
        (await Should.ThrowAsync<Exception>(() => CountAsync(Encoding.UTF8.GetBytes(text)))).ShouldBeAssignableTo<JsonException>();

    [Fact]
    public async Task With_an_entry_beyond_measure_are_not_read_on()
    {
        var text = "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":{\"a\":\"" + new string('x', 3_000_000) + "\"}}]}";
        (await Should.ThrowAsync<JsonException>(() => CountAsync(Encoding.UTF8.GetBytes(text)))).Message.ShouldContain("Entry 0");
    }

    [Fact]
    public async Task With_a_field_twice_in_an_entry_are_not_read_on()
    {
        var bytes = """{"resourceType":"Bundle","entry":[{},{"resource":{"item":[{"linkId":"a","linkId":"b"}]}}]}"""u8.ToArray();
        (await Should.ThrowAsync<JsonException>(() => CountAsync(bytes))).Message.ShouldBe("Entry 1 holds a field twice: say it once.");
    }

    [Fact]
    public async Task May_say_what_they_are_at_the_end()
    {
        (await CountAsync("""{"entry":[{"fullUrl":"urn:x"},{"resource":{"resourceType":"Patient"}}, 7],"meta":{"tag":[{"code":"x"}]},"type":"batch","resourceType":"Bundle"}"""u8.ToArray())).ShouldBe(3);
    }

    static async Task<int> CountAsync(byte[] bytes)
    {
        var count = 0;
        await foreach (var _ in FhirBundle.ReadAsync(new Trickle(bytes, 64), TestContext.Current.CancellationToken)) count++;
        return count;
    }

    static async Task<byte[]> WrittenAsync(int responses)
    {
        using var memory = new MemoryStream();
        await FhirBundle.WriteAsync(memory, Info, Responses(responses), DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);
        JsonNode.Parse(memory.ToArray())!.ShouldBeFhir();
        return memory.ToArray();
    }

    static async IAsyncEnumerable<GivenResponse> Responses(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return new(Guid.NewGuid(), DateTimeOffset.UnixEpoch.AddMinutes(i), null, "en", new JsonObject { [$"gad.{(i % 7) + 1}"] = $"d{i % 4}" }.ToElement());
        }
    }

    sealed class Trickle(byte[] bytes, int atOnce) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, atOnce)], cancellationToken);
    }
}
