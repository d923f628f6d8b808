using System.Reflection;
using System.Text;
using MassTransit;
using QLab.Contributions;
using QLab.Participants.Contracts;
using QLab.Publications.Contracts;
using QLab.ServiceDefaults.Messaging;
using QLab.ServiceDefaults.Privacy;
using QLab.Surveys.Contracts;
using QLab.Testing;
using QLab.TestTeams.Contracts;
using QLab.Workshops.Contracts;

namespace QLab.Platform.Tests.Architecture;

/// <summary>Events are deployed state: their names and shapes change only on purpose, and only by adding.</summary>
public sealed class EventsOnTheWire
{
    static readonly Assembly[] Contracts =
    [
        typeof(ProjectOpened).Assembly, typeof(SurveyOpened).Assembly, typeof(WorkshopScheduled).Assembly,
        typeof(TeamFormed).Assembly, typeof(ThemeAdded).Assembly, typeof(ContributionGiven).Assembly,
    ];

    static readonly string[] Personal =
        ["email", "address", "telephone", "postcode", "accessneeds", "answer", "text", "firstname", "surname", "birth"];

    /// <summary>The messages by which every service answers for personal data are the platform's own.</summary>
    static readonly IEnumerable<Type> OfThePlatform = typeof(ErasureRequested).Assembly.GetExportedTypes()
        .Where(t => t.Namespace == typeof(ErasureRequested).Namespace && t.GetProperty("OccurredAt") is not null).Append(typeof(NotificationRequested));

    static IEnumerable<Type> Events =>
        Contracts.SelectMany(a => a.GetExportedTypes()).Concat(OfThePlatform).OrderBy(WireName, StringComparer.Ordinal);

    [Fact]
    public void Have_the_shapes_that_were_agreed()
    {
        var shapes = new StringBuilder();
        foreach (var type in Events)
        {
            shapes.Append(WireName(type)).Append('\n');
            foreach (var property in type.GetProperties())
                shapes.Append("  ").Append(property.Name).Append(": ").Append(Name(property)).Append('\n');
        }
        var agreed = Path.Combine(House.Root, "tests/Platform.Tests/Architecture/events.txt");
        if (Environment.GetEnvironmentVariable("QLAB_AGREE_EVENTS") == "1") File.WriteAllText(agreed, shapes.ToString());
        shapes.ToString().ShouldBe(File.ReadAllText(agreed), "An additive, optional change is agreed by running this test once with QLAB_AGREE_EVENTS=1; anything else is a new record …V2.");
    }

    [Fact]
    public void Carry_no_personal_data() =>
        Events.SelectMany(type => type.GetProperties().Select(p => $"{type.Name}.{p.Name}"))
            .Where(name => Personal.Any(word => name.Split('.')[1].Contains(word, StringComparison.OrdinalIgnoreCase)))
            .ShouldBeEmpty();

    [Fact]
    public void Say_when_they_happened_and_are_described_in_the_docs()
    {
        // A record that is a member of another, or in a list of it, is no event, but part of one.
        var parts =
            Events.SelectMany(type => type.GetProperties()).SelectMany(p => p.PropertyType.GetGenericArguments().Append(p.PropertyType));
        var events = Events.Except(parts).ToList();
        events.Where(type => type.GetProperty("OccurredAt")?.PropertyType != typeof(DateTimeOffset)).ShouldBeEmpty();
        var docs = File.ReadAllText(Path.Combine(House.Root, "docs/events.md"));
        events.Select(type => type.Name).Where(name => !docs.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <remarks>A record that moved keeps the name under which it goes.</remarks>
    static string WireName(Type type) =>
        MessageUrn.ForTypeString(type).Replace("urn:message:", "", StringComparison.Ordinal).Replace(':', '.');

    static string Name(PropertyInfo property)
    {
        var nullability = new NullabilityInfoContext().Create(property);
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var name = type.IsGenericType ? $"{type.Name.Split('`')[0]}<{type.GetGenericArguments()[0].Name}>" : type.Name;
        return nullability.ReadState == NullabilityState.Nullable ? $"{name}?" : name;
    }
}
