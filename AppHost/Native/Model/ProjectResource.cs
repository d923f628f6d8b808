using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting
{
    public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
}

namespace Aspire.Hosting.ApplicationModel
{
    public class ProjectResource(string name)
        : Resource(name), IResourceWithEnvironment, IResourceWithServiceDiscovery, IResourceWithWaitSupport;
}
