namespace QLab.AppHost.Operating;

internal static class SigningKeyCommand
{
    /// <summary>A new signing key; while one is published and does not sign yet, the platform refuses another.</summary>
    public static IResourceBuilder<ProjectResource> WithSigningKeyCommand(
        this IResourceBuilder<ProjectResource> service, OperatorClient client) =>
        service.WithOperation("rotate-signing-key", "Rotate the signing key", new()
        {
            Description = "Makes a new key for access tokens: published at once, signing once every validator has it",
            IconName = "KeyReset",
            ConfirmationMessage = "Make a new signing key? Tokens signed with the present one stay good until they expire.",
        }, async ct =>
        {
            using var http = await client.SignInAsync(ct);
            var keys = await http.CallAsync(HttpMethod.Post, $"/api/{service.Resource.Name}/v1/keys/rotate", ct);
            return CommandResults.Success(
                $"Key {keys!["kid"]} signs from {keys["signsFrom"]}; older keys are published until {keys["olderKeysUntil"]}");
        });
}
