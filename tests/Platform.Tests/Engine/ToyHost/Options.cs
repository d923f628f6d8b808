using Aspire.Hosting.Native;

[assembly: AppHostOption("ephemeral", "keep nothing", IsSwitch = true)]
[assembly: AppHostOption("servers", "with PostgreSQL and RabbitMQ", IsSwitch = true)]
[assembly: AppHostOption("door-port", "a fixed port for the door")]
[assembly: AppHostOption("replicas", "of the door and of what is behind it", Least = 1, Most = 4)]
[assembly: AppHostOption("job", "add a job that ends with this exit code", Most = 255)]
