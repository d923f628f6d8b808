using Aspire.Hosting.Native;

[assembly: AppHostOption("ephemeral", "keep nothing: data in a temporary folder that goes with the run", IsSwitch = true)]
[assembly: AppHostOption("no-seeds", "do not play the facts of the real Labs through the gateway", IsSwitch = true)]
[assembly: AppHostOption("gateway-port", "where people and partners come in (default 8080; 0 for any free port)")]
[assembly: AppHostOption("dashboard-port", "kept for the dashboard (default 18888)")]
[assembly: AppHostOption("replicas", "of each service and of the gateway (default 1)", Least = 1, Most = 16)]
