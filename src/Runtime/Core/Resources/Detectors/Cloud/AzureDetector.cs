namespace Instrumentation.Resources.Detectors.Cloud;

/// <summary>
/// Azure by its environment and files: Functions, App Service, Container Apps, AKS and virtual machines, in this order, since one runs on the other.
/// </summary>
internal sealed class AzureDetector(Machine machine) : LocalDetector
{
    // Azure gives it to each of its machines.
    private const string ChassisTag = "7783-7084-3265-9085-8269-3286-77";

    private static readonly string[] FunctionVariables = ["FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME"];

    protected override void Detect(ResourceAttributes found)
    {
        if (TrySite(found) || TryContainerApp(found) || TryMachine(found))
            found.Add(SemanticConventions.Cloud.Provider, SemanticConventions.Cloud.ProviderValues.Azure);
    }

    private bool TrySite(ResourceAttributes found)
    {
        if (machine.Variable("WEBSITE_SITE_NAME") is not { } site)
            return false;

        var isFunctions = machine.Variable(FunctionVariables) is not null;
        var instance = machine.Variable("WEBSITE_INSTANCE_ID");

        // <subscription>+<the plan's resource group>-<region>webspace
        var subscription = machine.Variable("WEBSITE_OWNER_NAME")?.Split('+')[0];
        var group = machine.Variable("WEBSITE_RESOURCE_GROUP");
        found
            .Add(SemanticConventions.Cloud.Platform, isFunctions
                ? SemanticConventions.Cloud.PlatformValues.AzureFunctions
                : SemanticConventions.Cloud.PlatformValues.AzureAppService)
            .Add(SemanticConventions.Service.Name, site)
            .Add(SemanticConventions.Cloud.Region, machine.Variable("REGION_NAME"))
            .Add(SemanticConventions.Cloud.AccountId, subscription)
            .Add(SemanticConventions.Azure.ResourceGroupName, group)
            .Add(SemanticConventions.Deployment.EnvironmentName, machine.Variable("WEBSITE_SLOT_NAME"))
            .Add(isFunctions ? SemanticConventions.Faas.Instance : SemanticConventions.Host.Id, instance)
            .Add(SemanticConventions.Cloud.ResourceId, subscription is { Length: > 0 } && group is not null
                ? $"/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Web/sites/{site}"
                : null);
        return true;
    }

    private bool TryContainerApp(ResourceAttributes found)
    {
        if (machine.Variable("CONTAINER_APP_NAME") is not { } name)
            return false;

        found
            .Add(SemanticConventions.Cloud.Platform, SemanticConventions.Cloud.PlatformValues.AzureContainerApps)
            .Add(SemanticConventions.Service.Name, name)
            .Add(SemanticConventions.Service.InstanceId, machine.Variable("CONTAINER_APP_REPLICA_NAME"))
            .Add(SemanticConventions.Service.Version, machine.Variable("CONTAINER_APP_REVISION"));
        return true;
    }

    private bool TryMachine(ResourceAttributes found)
    {
        if (Hardware.ChassisTag(machine) != ChassisTag)
            return false;

        // A pod may run on a machine of Azure without AKS: only the name of AKS's own service says that it is there.
        var isPod = KubernetesDetector.IsInPod(machine);
        var isAks = machine.Variable("KUBERNETES_SERVICE_HOST")?.EndsWith(".azmk8s.io", StringComparison.OrdinalIgnoreCase) == true;
        found.Add(SemanticConventions.Cloud.Platform, isAks
            ? SemanticConventions.Cloud.PlatformValues.AzureAks
            : isPod ? null : SemanticConventions.Cloud.PlatformValues.AzureVm);
        return true;
    }
}
