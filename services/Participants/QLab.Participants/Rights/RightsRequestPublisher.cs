using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using QLab.Participants.Keys;
using QLab.ServiceDefaults;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;

namespace QLab.Participants.Rights;

/// <summary>Puts the question of a request to the services: the first time, and again while an answer is missing.</summary>
sealed class RightsRequestPublisher(ParticipantsDb db, IEvents events, IOptions<KeyOptions> keys, TimeProvider time)
{
    public RightsRequest Ask(RightsKind kind, DataSubject subject, Dictionary<string, IReadOnlyList<string>>? facts = null)
    {
        var now = time.GetUtcNow();
        var request = new RightsRequest
        {
            Kind = kind, Subject = kind == RightsKind.Erasure ? null : subject.Subject, Whose = subject, Facts = facts,
            Services = [.. PlatformServices.Names], RequestedAt = now, AskedAt = now, DueAt = now.AddMonths(1),
        };
        var boxKeys = kind == RightsKind.Export ? SealedBox.NewKeys() : default;
        if (kind == RightsKind.Export) request.PrivateKey = Seal.Close(boxKeys.Private, keys.Value.RequireSecret(), request.Id.ToString());
        db.RightsRequests.Add(request);
        Publish(request, boxKeys.Public, now);
        return request;
    }

    /// <summary>The same question again. The services answer it as often as it comes.</summary>
    public void AskAgain(RightsRequest request)
    {
        request.AskedAt = time.GetUtcNow();
        Publish(request, request.PrivateKey is null ? null : SealedBox.PublicKeyOf(OpenPrivateKey(request)), request.AskedAt);
    }

    public byte[] OpenPrivateKey(RightsRequest request) =>
        Seal.Open(request.PrivateKey!, keys.Value.RequireSecret(), request.Id.ToString());

    void Publish(RightsRequest request, byte[]? publicKey, DateTimeOffset now)
    {
        var subject = request.Whose!;
        switch (request.Kind)
        {
            case RightsKind.Erasure:
                events.Publish(new ErasureRequested(request.Id, subject.Subject, subject.Pseudonyms, now));
                break;
            case RightsKind.Export:
                events.Publish(new ExportRequested(request.Id, subject.Subject, subject.Pseudonyms, publicKey!, now));
                break;
            default:
                // What is right was true when it was said: asking again must not make it newer than a later correction.
                events.Publish(new CorrectionRequested(request.Id, subject.Pseudonyms[0], request.Facts!, request.RequestedAt));
                break;
        }
    }
}
