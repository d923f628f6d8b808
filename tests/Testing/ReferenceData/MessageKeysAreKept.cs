using QLab.Participants.Contracts;
using Shouldly;
using Xunit;
using static QLab.Testing.ReferenceData.Tellings;

namespace QLab.Testing.ReferenceData;

/// <summary>What each service that seals values is held to. The key is one for all, so it runs on a service of its own.</summary>
public abstract class MessageKeysAreKept<TProgram>(ServiceApp<TProgram> app) where TProgram : class
{
    [Fact]
    public Task The_one_that_was_announced_last_in_whichever_order() => app.TellInEveryOrderAsync(
        id => [Of(new MessageKeyAnnounced(Key(id, 1), Noon)), Of(new MessageKeyAnnounced(Key(id, 2), Noon.AddMinutes(1)))],
        async id => (await app.ScalarAsync<string>(
            $"SELECT string_agg(right(encode(public_key, 'hex'), 2), '') FROM message_keys WHERE encode(public_key, 'hex') LIKE '{id:N}%'"))
            .ShouldBe("02"));

    [Fact]
    public async Task Through_a_queue_that_keeps_its_name() =>
        (await app.QueueOfAsync(Of(new MessageKeyAnnounced(Key(Guid.NewGuid(), 1), Noon)))).ShouldBe($"{app.Service}.keep-key-when-announced");

    static byte[] Key(Guid id, byte number) => [.. Convert.FromHexString(id.ToString("N")), number];
}
