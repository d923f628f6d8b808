using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using RabbitMQ.Client;

namespace QLab.Platform.Tests.Operating;

/// <summary>The news of a project, put into one queue: the exchange would hand it to every service that hears of projects.</summary>
static class StrayMessage
{
    public static async Task<Guid> SendAsync(DistributedApplication app, string queue, Guid project, string title)
    {
        var id = Guid.NewGuid();
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            messageId = id, messageType = (string[])["urn:message:QLab.Participants.Contracts:ProjectOpened"],
            message = new
            {
                projectId = project, version = 1, slug = $"p-{id:N}", title, startsOn = "2018-09-01", endsOn = "2019-10-31",
                simulated = true, occurredAt = DateTimeOffset.UtcNow,
            },
        });
        var factory = new ConnectionFactory { Uri = new((await app.GetConnectionStringAsync("messaging"))!) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var properties = new BasicProperties
        {
            MessageId = id.ToString(), ContentType = "application/vnd.masstransit+json", Persistent = true,
        };
        await channel.BasicPublishAsync(exchange: "", queue, mandatory: true, properties, body);
        return id;
    }
}
