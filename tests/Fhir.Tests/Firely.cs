using System.Text.Json.Nodes;
using Hl7.Fhir.Serialization;

namespace QLab.Fhir.Tests;

/// <summary>Firely's SDK reads what is written here, strictly: a judge that knows nothing of our own reader.</summary>
static class Firely
{
    static readonly FhirJsonDeserializer Strict = new(new DeserializerSettings().UsingMode(DeserializationMode.Strict));

    public static void ShouldBeFhir(this JsonNode resource)
    {
        Strict.TryDeserializeResource(resource.ToJsonString(), out _, out var faults);
        faults.Select(fault => fault.Message).ShouldBeEmpty(resource.ToJsonString());
    }
}
