// Aspire's configuration would let a bare switch swallow the argument after it.
string[] switches = ["--ephemeral", "--no-seeds"];
var builder = DistributedApplication.CreateBuilder([.. args.Select(a => switches.Contains(a) ? $"{a}=true" : a)]);
var keepData = !builder.Configuration.GetValue("ephemeral", false);
var replicas = builder.Configuration.GetValue("replicas", 1);
var gatewayPort = builder.Configuration.GetValue("gateway-port", 8080);

var secret = new GenerateParameterDefault { MinLength = 32, Special = false };
var operatorSecret = builder.AddParameter("operator-secret", secret, secret: true, persist: true)
    .WithDescription("Secret of the API client `operator`, for POST /connect/token");
var keySecret = builder.AddParameter("key-encryption-secret", secret, secret: true, persist: true);

var postgres = builder.AddPostgres("postgres");
var messaging = builder.AddRabbitMQ("messaging").WithManagementPlugin();
if (keepData)
{
    postgres.WithDataVolume();
    messaging.WithDataVolume();
}

// Without a mail server mails are files, and the first sign-in code is one of them.
var data = Path.GetFullPath(builder.Configuration["Native:Data"] ?? Path.Combine(builder.AppHostDirectory, "..", ".data"));
var mailFolder = Path.Combine(data, "mail");

var gateway = builder.AddProject("gateway", "../gateway/QLab.Gateway.csproj")
    .WithHttpEndpoint(port: gatewayPort == 0 ? null : gatewayPort)
    .WithExternalHttpEndpoints()
    .WithUrlForEndpoint("http", _ => new() { Url = "/docs", DisplayText = "API documentation" })
    .WithHttpHealthCheck("/health")
    .WithReplicas(replicas);

// The gateway counts requests by who sends them, so it has to know the issuer of their tokens.
gateway.WithEnvironment("Auth__Issuer", gateway.GetEndpoint("http"));

var participants = Service("participants", "Participants")
    .WithEnvironment("Operator__Secret", operatorSecret)
    .WithEnvironment("Keys__EncryptionSecret", keySecret)
    .WithEnvironment("Mail__Folder", mailFolder);
if (builder.Configuration["Mail:Smtp:Host"] is null) participants.WithUrl(new Uri(mailFolder).AbsoluteUri, "Mail, as .eml files");
if (keepData)
    participants.WithEnvironment("Erasures__Journal", builder.Configuration["Erasures:Journal"] ?? Path.Combine(data, "erasures.log"));
Service("surveys", "Surveys").WithReference(participants);
Service("workshops", "Workshops").WithReference(participants);
Service("test-teams", "TestTeams").WithReference(participants);
Service("publications", "Publications").WithReference(participants);

if (!builder.Configuration.GetValue("no-seeds", false))
    builder.AddProject("seeds", "../seeds/QLab.Seeds/QLab.Seeds.csproj")
        .WithReference(gateway).WaitFor(gateway)
        .WithEnvironment("Client__Secret", operatorSecret);

builder.Build().Run();

IResourceBuilder<ProjectResource> Service(string name, string folder)
{
    var database = postgres.AddDatabase($"{name}-db");
    var service = builder.AddProject(name, $"../services/{folder}/QLab.{folder}/QLab.{folder}.csproj")
        .WithHttpEndpoint()
        .WithHttpHealthCheck("/health")
        .WithReference(database).WaitFor(database)
        .WithReference(messaging).WaitFor(messaging)
        .WithEnvironment("Auth__Issuer", gateway.GetEndpoint("http"))
        .WithReplicas(replicas);
    gateway.WithReference(service).WaitFor(service);
    return service;
}
