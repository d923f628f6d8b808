using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Persistence;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;
using QLab.Toy;

namespace QLab.ServiceDefaults.Tests;

/// <summary>Each dead letter names its own message's id, so whose id that is, it is about.</summary>
public sealed class ErasingDeadLetters(ToyApp app)
{
    [Fact]
    public async Task When_an_erasure_is_answered_the_letters_about_the_person_are_gone_and_the_others_are_there()
    {
        await using var participants = await app.AnotherServiceAsync();
        var answers = await participants.ListenAsync<PersonalDataErased>();
        Guid[] letters = [await DeadLetterAsync(app), await DeadLetterAsync(app), await DeadLetterAsync(app)];
        var request = new ErasureRequested(Guid.NewGuid(), letters[0], [letters[1]], DateTimeOffset.UtcNow);

        await participants.PublishAsync(request);

        await Eventually.Equals(true, () => Task.FromResult(answers.Any(answer => answer.ErasureId == request.ErasureId)));
        var left = await LettersAsync(app);
        left.Intersect(letters).ShouldBe([letters[2]]);
    }

    [Fact]
    public async Task An_erasure_that_is_not_committed_throws_nothing_away()
    {
        var letter = await DeadLetterAsync(app);

        await EraseAsync(app, letter, commit: false);

        (await LettersAsync(app)).ShouldContain(letter);
        (await app.CountAsync($"erased_ids WHERE hash = '\\x{Convert.ToHexString(ErasedIds.HashOf(letter))}'")).ShouldBe(0);
    }

    [Fact]
    public async Task What_a_crash_after_the_commit_left_undone_is_done_and_answered_later()
    {
        await using var participants = await app.AnotherServiceAsync();
        var answers = await participants.ListenAsync<PersonalDataErased>();
        var (letter, erasure) = (await DeadLetterAsync(app), Guid.NewGuid());

        await app.ScalarAsync<object>($"""
            INSERT INTO erased_ids (hash, erased_at) VALUES ('\x{Convert.ToHexString(ErasedIds.HashOf(letter))}', now());
            INSERT INTO dead_letter_erasures (erasure_id, asked_at) VALUES ('{erasure}', now())
            """);

        await Eventually.Equals(true, () => Task.FromResult(answers.Any(answer => answer.ErasureId == erasure)));
        (await LettersAsync(app)).ShouldNotContain(letter);
    }

    [Fact]
    public async Task Those_who_read_at_the_same_time_see_every_letter()
    {
        var letter = await DeadLetterAsync(app);
        var read = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => LettersAsync(app)));
        read.ShouldAllBe(letters => letters.Contains(letter));
    }

    internal static async Task EraseAsync(ToyApp app, Guid id, bool commit)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await using var transaction = await scope.ServiceProvider.GetRequiredService<ServiceDb>().Database.BeginTransactionAsync();
        await scope.ServiceProvider.GetRequiredService<PersonalData>().EraseAsync(new(id, []), default);
        if (commit) await transaction.CommitAsync();
    }

    /// <summary>A message that its consumer could not handle.</summary>
    internal static async Task<Guid> DeadLetterAsync(ToyApp app)
    {
        await using var another = await app.AnotherServiceAsync();
        var id = await another.PublishAsync(new SomethingHappened(-1));
        await Eventually.Succeeds(async () => (await LettersAsync(app)).ShouldContain(id));
        return id;
    }

    internal static async Task<List<Guid>> LettersAsync(ToyApp app)
    {
        using var operations = app.Client("platform:operate");
        var letters = JsonNode.Parse(await operations.GetStringAsync("/api/toy/v1/dead-letters"))!.AsArray();
        return [.. letters.Select(letter => letter!["messageId"]!.GetValue<Guid>())];
    }
}

public sealed class ErasingDeadLettersWithoutTheBroker(ToyAppOfItsOwnUser app) : IClassFixture<ToyAppOfItsOwnUser>
{
    [Fact]
    public async Task An_erasure_waits_for_no_broker_and_the_letters_go_when_it_is_back()
    {
        var letter = await ErasingDeadLetters.DeadLetterAsync(app);
        await app.User.RefuseAsync();

        await ErasingDeadLetters.EraseAsync(app, letter, commit: true);

        (await app.CountAsync("dead_letter_erasures")).ShouldBe(1);
        await app.User.AllowAsync();
        await Eventually.Equals(0L, () => app.CountAsync("dead_letter_erasures"));
        (await ErasingDeadLetters.LettersAsync(app)).ShouldNotContain(letter);
    }
}
