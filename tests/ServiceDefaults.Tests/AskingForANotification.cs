using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.Testing;
using QLab.Toy;
using AsItWas = QLab.Participants.Contracts.NotificationRequested;

namespace QLab.ServiceDefaults.Tests
{
    public sealed class AskingForANotification(ToyApp app)
    {
        [Fact]
        public async Task Is_heard_after_the_commit_by_whoever_knows_the_record_as_it_always_was()
        {
            await using var participants = await app.AnotherServiceAsync();
            var heard = await participants.ListenAsync<AsItWas>();
            var (id, project, participant, keys) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), SealedBox.NewKeys());
            await using (var scope = app.Services.CreateAsyncScope())
            {
                var values = new Dictionary<string, string> { ["title"] = "Pain and mood" };
                scope.ServiceProvider.GetRequiredService<Notifications>().Request(
                    id, project, participant, "survey-invitation", values, secrets: new(new Dictionary<string, string> { ["code"] = "7Q2M9" }, keys.Public));
                await scope.ServiceProvider.GetRequiredService<ToyDb>().SaveChangesAsync();
            }

            await Eventually.Equals(1, () => Task.FromResult(heard.Count(e => e.NotificationId == id)));

            var request = heard.Single(e => e.NotificationId == id);
            (request.ProjectId, request.ParticipantId, request.Template, request.Purpose).ShouldBe(
                (project, participant, "survey-invitation", "contact"));
            request.Values.ShouldBe(new Dictionary<string, string> { ["title"] = "Pain and mood" });
            JsonSerializer.Deserialize<Dictionary<string, string>>(SealedBox.Open(request.Sealed!, keys.Private))!["code"].ShouldBe("7Q2M9");
        }
    }
}

namespace QLab.Participants.Contracts
{
    public sealed record NotificationRequested(
        Guid NotificationId, Guid ProjectId, Guid ParticipantId, string Template, IReadOnlyDictionary<string, string> Values,
        string? Purpose, DateTimeOffset OccurredAt)
    {
        public byte[]? Sealed { get; init; }
    }
}
