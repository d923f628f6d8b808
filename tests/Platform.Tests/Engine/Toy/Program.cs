if (Environment.GetEnvironmentVariable("Toy__ExitCode") is { } exitCode)
{
    Console.WriteLine("the toy job has looked around");
    return int.Parse(exitCode);
}

var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/health", () => "well");
app.MapGet("/environment", () => Environment.GetEnvironmentVariables());
app.MapGet("/pid", () => Environment.ProcessId);
app.Run();
return 0;
