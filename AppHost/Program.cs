using QLab.AppHost.Running;
using QLab.AppHost.Servers;

var (builder, options) = Start.Prepare(args);

var secret = new GenerateParameterDefault { MinLength = 32, Special = false };
var operatorSecret = builder.AddParameter("operator-secret", secret, secret: true)
    .WithDescription("Secret of the API client `operator`, for POST /connect/token");
var keySecret = builder.AddParameter("key-encryption-secret", secret, secret: true);

var postgres = builder.AddPostgres("postgres");
var messaging = builder.AddRabbitMQ("messaging").WithManagementPlugin();
if (!options.Ephemeral)
{
    postgres.WithDataVolume();
    messaging.WithDataVolume();
}
if (options.Containers == false)
{
    postgres.RunAsProcess();
    messaging.RunAsProcess();
}

var gateway = builder.AddProject<Projects.QLab_Gateway>("gateway")
    .WithHttpEndpoint(port: options.GatewayPort == 0 ? null : options.GatewayPort, isProxied: options.Replicas > 1)
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", _ => new() { Url = "/docs", DisplayText = "API documentation" })
    .WithPromptHealthCheck("/health")
    .WithReplicas(options.Replicas);

// The gateway counts requests by who sends them, so it has to know the issuer of their tokens.
gateway.WithEnvironment("Auth__Issuer", gateway.GetEndpoint("http"));

var participants = Service<Projects.QLab_Participants>("participants")
    .WithEnvironment("Operator__Secret", operatorSecret)
    .WithEnvironment("Keys__EncryptionSecret", keySecret)
    .WithMailFolder()
    .WithErasureJournal(options);
Service<Projects.QLab_Surveys>("surveys").WithReference(participants);
Service<Projects.QLab_Workshops>("workshops").WithReference(participants);
Service<Projects.QLab_TestTeams>("test-teams").WithReference(participants);
Service<Projects.QLab_Publications>("publications").WithReference(participants);

var seeds = !options.Seeds ? null : builder.AddProject<Projects.QLab_Seeds>("seeds")
    .WithReference(gateway).WaitFor(gateway)
    .WithEnvironment("Client__Secret", operatorSecret);

builder.Run(gateway, seeds);

IResourceBuilder<ProjectResource> Service<TProject>(string name) where TProject : IProjectMetadata, new()
{
    var database = postgres.AddOwnDatabase($"{name}-db");
    var service = builder.AddProject<TProject>(name)
        .WithHttpEndpoint(isProxied: options.Replicas > 1)
        .WithPromptHealthCheck("/health")
        .WithReference(database).WaitFor(database)
        .WithReference(messaging).WaitFor(messaging)
        .WithEnvironment("Auth__Issuer", gateway.GetEndpoint("http"))
        .WithReplicas(options.Replicas);
    gateway.WithReference(service);
    return service;
}
