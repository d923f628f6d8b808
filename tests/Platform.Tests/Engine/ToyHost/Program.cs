// A model as small as the platform's is large; what a test needs of it is switched on by an option.
var builder = DistributedApplication.CreateBuilder(args);
var option = builder.Configuration;
const string toy = "../Toy/Toy.csproj";

var generated = new GenerateParameterDefault { MinLength = 32, Special = false };
var told = builder.AddParameter("told-secret", generated, secret: true, persist: true).WithDescription("For a person to note down");
var untold = builder.AddParameter("untold-secret", generated, secret: true, persist: true);

var door = builder.AddProject("door", toy)
    .WithHttpEndpoint(port: option.GetValue("door-port", 0) is > 0 and var port ? port : null)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReplicas(option.GetValue("replicas", 1));
var inner = builder.AddProject("inner", toy)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithEnvironment("Auth__Issuer", door.GetEndpoint("http"))
    .WithEnvironment("Toy__Data", option["Native:Data"])
    .WithUrl("file:///toys", "Toy files")
    .WithEnvironment("Toy__Told", told)
    .WithEnvironment("Toy__Untold", untold)
    .WithReplicas(option.GetValue("replicas", 1));
door.WithReference(inner).WaitFor(inner);

if (option.GetValue("servers", false))
{
    var postgres = builder.AddPostgres("postgres").WithDataVolume();
    var messaging = builder.AddRabbitMQ("messaging").WithDataVolume();
    var database = postgres.AddDatabase("inner-db");
    postgres.AddDatabase("other-db");
    inner.WithReference(database).WaitFor(database).WithReference(messaging).WaitFor(messaging);
}

if (option["job"] is { } exitCode)
    builder.AddProject("job", toy).WithEnvironment("Toy__ExitCode", exitCode).WithReference(door).WaitFor(door);

builder.Build().Run();
