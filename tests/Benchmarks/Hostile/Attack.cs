using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace QLab.Benchmarks.Hostile;

/// <summary>One request, so that it can be sent, and be shown to whoever has to send it again.</summary>
sealed record Attack(Target Target, string Address, string? Body, string? ContentType, IReadOnlyList<(string Name, string Value)> Headers, string? Token)
{
    public static Attack Draw(IReadOnlyList<Target> targets, IReadOnlyList<string> ids, IReadOnlyList<string?> tokens, Random chance)
    {
        var target = targets[chance.Next(targets.Count)];
        var address = new StringBuilder(string.Join('/', target.Path.Split('/').Select(part =>
            !part.StartsWith('{') ? part
            : chance.Next(5) == 0 ? Nasty.Segments[chance.Next(Nasty.Segments.Length)]
            : chance.Next(5) == 0 ? Guid.NewGuid().ToString() : ids[chance.Next(ids.Count)])));
        address.Append(Query(target, ids, chance));
        var (body, type) = BodyOf(target, ids, chance);
        var headers = Nasty.Headers.Where(_ => chance.Next(12) == 0)
            .Select(header => (header.Name, header.Values[chance.Next(header.Values.Length)])).ToList();
        if (target.Method == HttpMethod.Put && headers.All(header => header.Name != "If-Match")) headers.Add(("If-Match", "*"));
        // Most with all rights: who has none does not come far.
        var token = chance.Next(5) > 0 ? tokens[0] : tokens[chance.Next(tokens.Count)];
        return new(target, address.ToString(), body, type, headers, token);
    }

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(Target.Method, new Uri(Address, UriKind.Relative));
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }
        foreach (var (name, value) in Headers) request.Headers.TryAddWithoutValidation(name, value);
        if (Token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {Token}");
        return request;
    }

    public override string ToString() =>
        $"{Target.Method} {Shown(Address)} {string.Join(' ', Headers.Select(h => $"[{h.Name}: {Shown(h.Value)}]"))} {ContentType} {Shown(Body ?? "")}";

    static string Query(Target target, IReadOnlyList<string> ids, Random chance)
    {
        var asked = (target.Operation.Parameters ?? []).Where(p => p.In == ParameterLocation.Query && chance.Next(2) == 0).Select(p =>
            $"{p.Name}={(chance.Next(2) == 0 ? Escaped(chance) : Target.Plausible(p.Schema, ids, chance)?.ToString())}").ToList();
        if (chance.Next(30) == 0) asked.Add("thereIsNoSuchParameter=1");
        return asked.Count == 0 ? "" : $"?{string.Join('&', asked)}";
    }

    static string Escaped(Random chance)
    {
        var value = Nasty.Values[chance.Next(Nasty.Values.Length)].Trim('"');
        return chance.Next(4) == 0 ? "%00" : Uri.EscapeDataString(value.Length > 1_000 ? value[..1_000] : value.Replace("\\u", ""));
    }

    static (string? Body, string? Type) BodyOf(Target target, IReadOnlyList<string> ids, Random chance)
    {
        if (target.Operation.RequestBody?.Content is not { Count: > 0 } contents)
            return chance.Next(20) == 0 ? ("{}", "application/json") : (null, null);
        var (type, content) = contents.ElementAt(chance.Next(contents.Count));
        if (chance.Next(12) == 0) type = Nasty.ContentTypes[chance.Next(Nasty.ContentTypes.Length)];
        if (chance.Next(12) == 0) return (Nasty.Bodies[chance.Next(Nasty.Bodies.Length)], type);
        if (type == "application/x-www-form-urlencoded")
            return (string.Join('&', (content.Schema?.Properties?.Keys ?? []).Select(name => $"{name}={Escaped(chance)}")), type);
        var body = Target.Plausible(content.Schema, ids, chance);
        for (var spoilt = chance.Next(4); spoilt > 0; spoilt--) body = Nasty.Spoil(body, chance);
        return (Nasty.Write(body), type);
    }

    static string Shown(string text) => text.Length > 400 ? $"{text[..400]}… ({text.Length} characters)" : text;
}
