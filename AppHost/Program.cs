using QLab.AppHost.Operating;
using QLab.AppHost.Running;
using QLab.AppHost.Servers;

var (builder, options) = Start.Prepare(args);

var operatorSecret = builder.AddSecret("operator-secret", "Secret of the API client `operator`, for POST /connect/token");
var keySecret = builder.AddSecret("key-encryption-secret", "Encrypts the token signing keys in the database; lost, they cannot be read");
var ballotSecret = builder.AddSecret("ballot-secret", "Codes of invitations follow from it; lost, who was invited before is no longer reminded");
var gatewaySecret = builder.AddSecret("gateway-secret", "Shown by the gateway, so that services believe it where a request came from");
var postgresPassword = builder.AddSecret("postgres-password", "Password of user postgres, who may do everything in every database");
var messagingPassword = builder.AddSecret("messaging-password", "Password of user guest on RabbitMQ's management page");

var postgres = builder.AddPostgres("postgres", password: postgresPassword).WithIconName("DatabaseMultiple");
var messaging = builder.AddRabbitMQ("messaging", password: messagingPassword).WithManagementPlugin().WithIconName("MailMultiple")
    .WithUrlForEndpoint("management", url => url.DisplayText = "Management page (user guest)");
if (!options.Ephemeral)
{
    postgres.WithDataVolume(builder.VolumeOf("postgres"));
    messaging.WithDataVolume(builder.VolumeOf("messaging"));
}
if (options.Containers == false)
{
    postgres.RunAsProcess();
    messaging.RunAsProcess();
}
postgres.WithBackupCommand(messaging.Resource);

var gateway = builder.AddProject<Projects.QLab_Gateway>("gateway")
    .WithHttpEndpoint(port: options.GatewayPort == 0 ? null : options.GatewayPort, isProxied: options.Replicas > 1)
    .WithExternalHttpEndpoints()
    .WithIconName("Router")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Start page")
    .WithUrlForEndpoint("http", _ => new() { Url = "/docs", DisplayText = "API documentation" })
    .WithPromptHealthCheck("/health")
    .WithReplicas(options.Replicas);

// The gateway counts requests by who sends them, so it has to know the issuer of their tokens.
gateway.WithPublicUrl(gateway).WithEnvironment("Gateway__Secret", gatewaySecret);
var client = new OperatorClient(gateway.GetEndpoint("http"), operatorSecret.Resource);

var participants = Service<Projects.QLab_Participants>("participants", "People")
    .WithEnvironment("Operator__Secret", operatorSecret)
    .WithEnvironment("Keys__EncryptionSecret", keySecret)
    .WithMailFolder()
    .WithErasureJournal(options)
    .WithSigningKeyCommand(client)
    .WithMailFolderCommand();
Service<Projects.QLab_Surveys>("surveys", "ClipboardTaskListLtr")
    .WithReference(participants)
    .WithEnvironment("Ballots__Secret", ballotSecret);
Service<Projects.QLab_Workshops>("workshops", "CalendarPerson").WithReference(participants);
Service<Projects.QLab_TestTeams>("test-teams", "Beaker").WithReference(participants);
Service<Projects.QLab_Publications>("publications", "BookOpen").WithReference(participants);

var seeds = !options.Seeds ? null : builder.AddProject<Projects.QLab_Seeds>("seeds")
    .WithIconName("LeafOne")
    .WithReference(gateway).WaitFor(gateway)
    .WithEnvironment("Client__Secret", operatorSecret)
    .WithFewTraces()
    .WithPlayAgainCommand();

builder.Run(gateway, seeds, operatorSecret);

IResourceBuilder<ProjectResource> Service<TProject>(string name, string icon) where TProject : IProjectMetadata, new()
{
    var database = postgres.AddOwnDatabase($"{name}-db");
    var service = builder.AddProject<TProject>(name)
        .WithIconName(icon)
        .WithHttpEndpoint(isProxied: options.Replicas > 1)
        .WithUrlForEndpoint("http", url => (url.Url, url.DisplayText) = ("/health", "Health"))
        .WithPromptHealthCheck("/health")
        .WithReference(database).WaitFor(database)
        .WithReference(messaging).WaitFor(messaging)
        .WithPublicUrl(gateway)
        .WithEnvironment("Gateway__Secret", gatewaySecret)
        .WithReplicas(options.Replicas)
        .WithDeadLetterCommands(client)
        .WithMigrateCommand(database.Resource, messaging.Resource);
    gateway.WithReference(service);
    return service;
}
