using System.Text.Json.Nodes;

namespace QLab.Benchmarks.Hostile;

/// <summary>What no client should send. Values are JSON as it stands on the wire, since much of it no library would write.</summary>
static class Nasty
{
    public static readonly string[] Values =
    [
        "null", "true", "-1", "0", "-0", "1e400", "-1e400", "1e-400", "9223372036854775808", "-9223372036854775809", "0.1e1", "1E+2",
        "2147483648", "\"\"", "\" \"", "\"\\ud800\"", "\"\\udfff\\ud800\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\u202Eevil\\u202C\"",
        "\"\\uFEFF\"", "\"\\u200B\"", "\"👩‍👩‍👧‍👦\"", "\"Z̷̡a̵l̶g̸o̴\"", "\"'; DROP TABLE people; --\"", "\"%s%n%x\"", "\"{{7*7}}\"", "\"<script>alert(1)</script>\"",
        "\"../../etc/passwd\"", "\"NaN\"", "\"Infinity\"", "\"0000-00-00\"", "\"2018-02-30\"", "\"0001-01-01\"", "\"9999-12-31\"",
        "\"9999-12-31T23:59:59.9999999+14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"10000-01-01T00:00:00Z\"", "\"2018-09-01T25:00:00Z\"",
        "\"00000000-0000-0000-0000-000000000000\"", "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"", "[]", "{}", "[null]", "[{}]", "[[[[[[]]]]]]",
        "{\"\":1}", "{\"a\":1,\"a\":2}", "{\"$type\":\"System.Object\"}", "\"a@b\"", "\"a@b.c\\r\\nBcc: d@e.f\"", $"\"{new string('x', 300)}\"",
        $"\"{new string('x', 20_000)}\"", $"\"{string.Concat(Enumerable.Repeat("\\ud83d\\ude00", 2_000))}\"",
        $"[{string.Join(',', Enumerable.Range(0, 2_000))}]", $"{new string('[', 60)}{new string(']', 60)}", $"{new string('9', 400)}",
        $"0.{new string('3', 400)}",
    ];

    public static readonly string[] Bodies =
    [
        "", " ", "{", "}", "nul", "[", "{\"a\"", "\"", "{}{}", "{\"a\":1,}", "// no JSON\n{}", "\u0000", "\uFEFF{}", new string('[', 10_000),
        $"{{\"a\":{string.Concat(Enumerable.Repeat("{\"a\":", 5_000))}", $"\"{new string('y', 1_100_000)}\"", "<a>&b;</a>", "a,b\n1,2",
        "a,b\n\"1", "----\r\nContent-Disposition: form-data\r\n",
    ];

    public static readonly string[] Segments =
    [
        "%00", "%ff", "..%2f..%2f", "%2e%2e", "null", "-1", "0", "1", "99999999999999999999", "1e3", "%F0%9F%A6%80", "'", "%27%20OR%201=1", "a%0d%0ab",
        "00000000-0000-0000-0000-000000000000", "{018f2b5e-0000-7000-8000-000000000000}", new string('z', 3_000), "%25%32%35", "*", "~",
    ];

    public static readonly string[] ContentTypes =
    [
        "application/json", "text/plain", "application/xml", "text/csv", "multipart/form-data; boundary=", "application/json; charset=utf-7",
        "application/json; charset=nonsense", "application/fhir+json", "application/x-www-form-urlencoded", "x", "application/octet-stream",
        "*/*", "application/json;;;", "application/problem+json",
    ];

    public static readonly (string Name, string[] Values)[] Headers =
    [
        ("If-Match", ["*", "\"1\"", "W/\"1\"", "1", "\"", "\"\"", "\"99999999999999999999\"", "\"-1\"", "\"a\", \"b\""]),
        ("If-None-Match", ["*", "\"1\"", "x"]),
        ("Idempotency-Key", ["\"k\"", "k", "\"\"", "\"" + new string('k', 5_000) + "\"", "\"\\\"\"", "?1", "\"k\";a=1"]),
        ("Accept", ["*/*", "text/html", "application/fhir+json", "x", "application/json;q=2", ";;;", ""]),
        ("Accept-Language", ["cy", "xx-yy-zz", "*;q=0", "en;q=9999999999"]),
        ("Range", ["bytes=0-0", "bytes=-1", "bytes=5-2", "lines=1"]),
        ("Receipt-Code", ["7H2KQ-9MXPA-4TRVC-W8E3N", "x", "\u00e9"]),
        ("Resume-Code", ["7H2KQ-9MXPA-4TRVC-W8E3N", "x"]),
        ("X-Forwarded-For", ["1.2.3.4", "::1, x", "999.1.1.1"]),
        ("traceparent", ["00-0-0-0", "x"]),
        ("Prefer", ["return=minimal", "wait=99999999999"]),
    ];

    /// <summary>One place of a document, at random, says something else.</summary>
    public static JsonNode? Spoil(JsonNode? whole, Random chance)
    {
        var places = new List<(JsonNode Parent, object Key)>();
        Visit(whole);
        if (places.Count == 0) return Placeholder(chance);
        var (parent, key) = places[chance.Next(places.Count)];
        if (parent is JsonObject members && chance.Next(8) == 0) members.Remove((string)key);
        else if (parent is JsonObject fields) fields[(string)key] = Placeholder(chance);
        else parent.AsArray()[(int)key] = Placeholder(chance);
        return whole;

        void Visit(JsonNode? node)
        {
            if (node is JsonObject fields)
                foreach (var (name, value) in fields)
                {
                    places.Add((node, name));
                    Visit(value);
                }
            else if (node is JsonArray items)
                for (var i = 0; i < items.Count; i++)
                {
                    places.Add((node, i));
                    Visit(items[i]);
                }
        }
    }

    /// <summary>Puts the values where <see cref="Spoil"/> has left room for them.</summary>
    public static string Write(JsonNode? node)
    {
        var json = node?.ToJsonString() ?? "null";
        for (var at = json.IndexOf("\"@@", StringComparison.Ordinal); at >= 0; at = json.IndexOf("\"@@", StringComparison.Ordinal))
        {
            var end = json.IndexOf("@@\"", at + 3, StringComparison.Ordinal);
            json = string.Concat(json.AsSpan(0, at), Values[int.Parse(json.AsSpan(at + 3, end - at - 3))], json.AsSpan(end + 3));
        }
        return json;
    }

    static JsonValue Placeholder(Random chance) => JsonValue.Create($"@@{chance.Next(Values.Length)}@@");
}
