using Xunit.Sdk;
using Xunit.v3;

namespace QLab.AppHost.Tests.Engine;

/// <summary>What looks at labs as an operator has them shares these two, one test after the other.</summary>
[CollectionDefinition("Labs")]
[TestClassOrderer(typeof(EndingLast))]
public sealed class Labs : ICollectionFixture<TwoLabs>;

/// <summary>What ends a lab comes last: it would have to be started again for the others.</summary>
public sealed class EndingLast : ITestClassOrderer
{
    public IReadOnlyCollection<TTestClass?> OrderTestClasses<TTestClass>(IReadOnlyCollection<TTestClass?> testClasses)
        where TTestClass : notnull, ITestClass =>
        [.. testClasses.OrderBy(c => c?.TestClassSimpleName == nameof(EndingALab))];
}

/// <summary>Two labs at once: one that keeps its data, and an ephemeral one beside it, which people reach through a proxy.</summary>
public sealed class TwoLabs : IAsyncLifetime
{
    /// <summary>Given to the ephemeral lab; the other makes its own.</summary>
    internal const string Secret = "the-operator-secret-of-these-tests";

    /// <summary>Of the ephemeral lab.</summary>
    internal const string PublicUrl = "https://lab.example.org";

    internal TestFolder Folder { get; } = new();
    internal TestFolder Other { get; } = new();
    internal int Port { get; } = FreePort.Next();
    internal Lab Kept { get; private set; } = null!;
    internal Lab Ephemeral { get; private set; } = null!;

    /// <summary>What the very first start on its data said.</summary>
    internal string FirstOutput { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Kept = StartKept();
        var settings = new Dictionary<string, string>
        {
            ["Parameters__operator_secret"] = Secret, ["PublicUrl"] = PublicUrl, ["TrustedProxies__0"] = "127.0.0.1/32",
            // Once a minute, as is usual, would be waited for.
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "5000",
        };
        Ephemeral = Lab.Start(Other, settings, "--ephemeral", "--no-seeds", "--gateway-port", "0");
        await Kept.ReadyAsync();
        await Ephemeral.ReadyAsync();
        FirstOutput = Kept.Output;
    }

    /// <summary>Starts the lab that keeps its data once more, where a test has ended it.</summary>
    internal async Task KeptRunsAsync()
    {
        if (Kept.HasExited)
        {
            await Kept.DisposeAsync();
            Kept = StartKept();
        }
        await Kept.ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Kept.DisposeAsync();
        await Ephemeral.DisposeAsync();
        Folder.Dispose();
        Other.Dispose();
    }

    Lab StartKept() => Lab.Start(Folder, "--no-seeds", "--gateway-port", $"{Port}");
}
