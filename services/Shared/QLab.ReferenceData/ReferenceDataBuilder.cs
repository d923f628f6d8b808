using Microsoft.Extensions.DependencyInjection;
using QLab.Participants.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;

namespace QLab.ReferenceData;

/// <summary>What a service keeps in its own database of what the participants service owns.</summary>
public static class ReferenceDataExtensions
{
    /// <summary>Hears the events of what the service keeps, and answers for what of it is personal data.</summary>
    /// <param name="consumers">The service's consumers.</param>
    /// <param name="keep">Says what is kept; the service's context has a set for each of it.</param>
    public static Consumers KeepReferenceData(this Consumers consumers, Action<ReferenceDataBuilder> keep)
    {
        keep(new(consumers));
        return consumers;
    }
}

/// <summary>Says what a service keeps. The names of the queues are deployed state.</summary>
public sealed class ReferenceDataBuilder
{
    readonly Consumers consumers;
    readonly HashSet<Type> heard = [];

    internal ReferenceDataBuilder(Consumers consumers) => this.consumers = consumers;

    /// <summary><see cref="Project"/> and <see cref="Partnership"/>.</summary>
    public ReferenceDataBuilder Projects()
    {
        consumers.Services.AddScoped<KeepProjects>().AddScoped<KeepPartnerships>();
        On<ProjectOpened, KeepProjects>("keep-project-when-opened");
        On<ProjectCorrected, KeepProjects>("keep-title-when-project-corrected");
        On<ProjectPhaseEntered, KeepProjects>("keep-phase-when-entered");
        On<ProjectClosed, KeepProjects>("close-project-when-closed");
        On<ProjectReopened, KeepProjects>("open-project-when-reopened");
        On<ProjectAnnounced, KeepProjects>("keep-project-when-announced");
        On<PartnershipAgreed, KeepPartnerships>("keep-partnership-when-agreed");
        return On<PartnershipEnded, KeepPartnerships>("keep-partnership-when-ended");
    }

    /// <summary><see cref="Organisation"/>.</summary>
    public ReferenceDataBuilder Organisations()
    {
        consumers.Services.AddScoped<KeepOrganisations>();
        On<OrganisationRegistered, KeepOrganisations>("keep-organisation-when-registered");
        return On<OrganisationCorrected, KeepOrganisations>("keep-organisation-when-corrected");
    }

    /// <summary><see cref="Participant"/>.</summary>
    /// <param name="whenLeft">The name of the queue that hears who has left, after the service's name.</param>
    public ReferenceDataBuilder Participants(string whenLeft = "keep-participant-when-left")
    {
        consumers.Services.AddScoped<KeepParticipants>().AddScoped<IPersonalData, ParticipantsPersonalData>();
        On<ParticipantJoined, KeepParticipants>("keep-participant-when-joined");
        On<ParticipantReachAnnounced, KeepParticipants>("keep-reach-when-announced");
        return On<ParticipantLeft, KeepParticipants>(whenLeft);
    }

    /// <summary><see cref="Consent"/>.</summary>
    /// <param name="purposes">Those that the service has to know of; all when none is named.</param>
    public ReferenceDataBuilder Consents(params string[] purposes)
    {
        consumers.Services.AddSingleton(new KeptPurposes(purposes));
        consumers.Services.AddScoped<KeepConsents>().AddScoped<KeepAnnouncedConsents>().AddPersonalRows<Consent>(
            "consents", ["consents"], subject => consent => subject.Pseudonyms.Contains(consent.ParticipantId),
            consents => consents.Select(c => new { c.ParticipantId, c.Purpose, c.Given, c.ChangedAt }));
        On<ConsentGiven, KeepConsents>("keep-consent-when-given");
        On<ConsentsAnnounced, KeepAnnouncedConsents>("keep-consents-when-announced");
        return On<ConsentWithdrawn, KeepConsents>("drop-consent-when-withdrawn");
    }

    /// <summary><see cref="AnnouncedKey"/>.</summary>
    public ReferenceDataBuilder MessageKeys()
    {
        consumers.Services.AddScoped<KeepMessageKey>();
        return On<MessageKeyAnnounced, KeepMessageKey>("keep-key-when-announced");
    }

    /// <summary>
    /// What the service does besides, in the same transaction, once an event has been kept: what is kept already says so.
    /// </summary>
    /// <typeparam name="TEvent">An event of what is kept.</typeparam>
    /// <typeparam name="THandler">What is done.</typeparam>
    public ReferenceDataBuilder Then<TEvent, THandler>() where TEvent : class where THandler : class, IHandle<TEvent>
    {
        if (!heard.Contains(typeof(TEvent)))
            throw new InvalidOperationException($"Say first that what {typeof(TEvent).Name} is about is kept.");
        consumers.Services.AddScoped<IHandle<TEvent>, THandler>();
        return this;
    }

    ReferenceDataBuilder On<TEvent, TKeep>(string queue) where TEvent : class where TKeep : class, IHandle<TEvent>
    {
        heard.Add(typeof(TEvent));
        consumers.On<TEvent, KeepThen<TEvent, TKeep>>($"{consumers.Service}.{queue}");
        return this;
    }
}

/// <summary>Keeps what has happened, and then does what else the service does about it.</summary>
sealed class KeepThen<TEvent, TKeep>(TKeep keep, IEnumerable<IHandle<TEvent>> then) : IHandle<TEvent>
    where TEvent : class
    where TKeep : class, IHandle<TEvent>
{
    public async Task Handle(IReadOnlyList<TEvent> events, CancellationToken ct)
    {
        await keep.Handle(events, ct);
        foreach (var next in then) await next.Handle(events, ct);
    }
}
