using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace QLab.ServiceDefaults.Http;

static class RequestTypes
{
    /// <summary>
    /// ASP.NET Core's validation generator passes over types that are not public, without a word; this says it at build and at start.
    /// </summary>
    public static void MustBeValidated(MethodInfo handler, IServiceProvider services)
    {
        var known = services.GetRequiredService<IServiceProviderIsService>();
        foreach (var type in handler.GetParameters().Select(parameter => parameter.ParameterType))
            if (type.Assembly == handler.Module.Assembly && !type.IsVisible && !known.IsService(type))
                throw new InvalidOperationException($"{type.Name} is bound from requests by {handler.DeclaringType?.Name}.{handler.Name}, so it has to be public: validation ignores other types.");
    }
}
