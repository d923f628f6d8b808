using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native.Postgres;
using Aspire.Hosting.Native.Processes;
using Aspire.Hosting.Native.Projects;
using Aspire.Hosting.Native.RabbitMq;

namespace Aspire.Hosting.Native.Running;

/// <summary>Turns the model into instances and says which waits for which.</summary>
internal sealed class Plan(DistributedApplicationBuilder builder, ServerBinaries binaries, Ports ports)
{
    private readonly Dictionary<IResource, List<Instance>> _instances = [];

    public IReadOnlyList<Instance> Make()
    {
        foreach (var resource in builder.Resources)
            _instances[resource] = resource switch
            {
                PostgresServerResource postgres => [Postgres(postgres)],
                PostgresDatabaseResource database => [new DatabaseInstance(database, (PostgresInstance)_instances[database.Parent][0])],
                RabbitMQServerResource rabbit => [RabbitMq(rabbit)],
                ProjectResource project => [.. Replicas(project)],
                _ => [],
            };

        foreach (var (resource, instances) in _instances)
            foreach (var instance in instances) instance.Needs.AddRange(NeedsOf(resource));
        RefuseCycles();
        return [.. _instances.Values.SelectMany(i => i)];
    }

    private PostgresInstance Postgres(PostgresServerResource server) =>
        new(server, binaries.Postgres!, builder.Folders.DataOf(server.Name, Kept(server)), Log(server.Name), Kept(server));

    private RabbitMqInstance RabbitMq(RabbitMQServerResource server) =>
        new(server, binaries.RabbitMq!, builder.Folders.DataOf(server.Name, Kept(server)), Log(server.Name), Kept(server), ports);

    private IEnumerable<ProjectInstance> Replicas(ProjectResource project)
    {
        var built = BuiltProject.Find(project.Annotations.OfType<ProjectPathAnnotation>().Single().Path, builder.AppHostAssembly);
        var environment = new ProjectEnvironment(builder.Configuration, builder.Environment);
        var replicas = project.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1;
        for (var i = 0; i < replicas; i++)
        {
            var name = replicas == 1 ? project.Name : $"{project.Name}-{i + 1}";
            yield return new(project, name, i, built, environment, Log(name));
        }
    }

    private IEnumerable<Instance> NeedsOf(IResource resource)
    {
        var named = resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource);
        if (resource is IResourceWithParent child) named = named.Append(child.Parent);
        return named.Distinct().SelectMany(r => _instances.GetValueOrDefault(r, []));
    }

    private void RefuseCycles()
    {
        var done = new HashSet<Instance>();
        foreach (var instance in _instances.Values.SelectMany(i => i)) Visit(instance, []);

        void Visit(Instance instance, List<Instance> path)
        {
            if (done.Contains(instance)) return;
            if (path.Contains(instance))
                throw new DistributedApplicationException($"These wait for each other: {string.Join(" → ", path.Append(instance).Select(i => i.Name))}");
            foreach (var need in instance.Needs) Visit(need, [.. path, instance]);
            done.Add(instance);
        }
    }

    private bool Kept(IResource resource) => !builder.Folders.Ephemeral && resource.Annotations.OfType<DataVolumeAnnotation>().Any();

    private string Log(string name) => Path.Combine(builder.Folders.Logs, $"{name}.log");
}
