using System.Text.Json;
using System.Text.Json.Serialization;
using QLab.ServiceDefaults.Http;

namespace QLab.Surveys;

/// <summary>JSON as it lies in the database: the same as in the API, without what is absent.</summary>
static class StoredJson
{
    public static readonly JsonSerializerOptions Options =
        Json.Apply(new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull });
}
