using System.Globalization;

namespace Instrumentation.Resources.Detectors.Cloud;

/// <summary>
/// Google Cloud by its environment and files: Cloud Functions, Cloud Run, App Engine, Kubernetes Engine and Compute Engine, in this order, since one
/// runs on the other.
/// </summary>
internal sealed class GcpDetector(Machine machine) : LocalDetector
{
    private const string Service = "K_SERVICE";
    private const string Job = "CLOUD_RUN_JOB";
    private const string AppEngineService = "GAE_SERVICE";

    private static readonly string[] Serverless = [Service, Job, AppEngineService];

    private static readonly string[] Projects = ["GOOGLE_CLOUD_PROJECT", "GCP_PROJECT", "GCLOUD_PROJECT"];

    /// <summary>Whether it runs where there is no machine to tell of.</summary>
    public static bool IsServerless(Machine machine) => machine.Variable(Serverless) is not null;

    protected override void Detect(ResourceAttributes found)
    {
        if (!TryService(found) && !TryJob(found) && !TryAppEngine(found) && !TryMachine(found))
            return;

        found
            .Add(SemanticConventions.Cloud.Provider, SemanticConventions.Cloud.ProviderValues.Gcp)
            .Add(SemanticConventions.Cloud.AccountId, machine.Variable(Projects));
    }

    private bool TryService(ResourceAttributes found)
    {
        if (machine.Variable(Service) is not { } name)
            return false;

        found
            .Add(SemanticConventions.Cloud.Platform, machine.Variable("FUNCTION_TARGET") is not null
                ? SemanticConventions.Cloud.PlatformValues.GcpCloudFunctions
                : SemanticConventions.Cloud.PlatformValues.GcpCloudRun)
            .Add(SemanticConventions.Service.Name, name)
            .Add(SemanticConventions.Faas.Name, name)
            .Add(SemanticConventions.Faas.Version, machine.Variable("K_REVISION"));
        return true;
    }

    private bool TryJob(ResourceAttributes found)
    {
        if (machine.Variable(Job) is not { } name)
            return false;

        var isTask = long.TryParse(machine.Variable("CLOUD_RUN_TASK_INDEX"), NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        found
            .Add(SemanticConventions.Cloud.Platform, SemanticConventions.Cloud.PlatformValues.GcpCloudRun)
            .Add(SemanticConventions.Service.Name, name)
            .Add(SemanticConventions.Faas.Name, name)
            .Add(SemanticConventions.Gcp.CloudRunJobExecution, machine.Variable("CLOUD_RUN_EXECUTION"))
            .Add(SemanticConventions.Gcp.CloudRunJobTaskIndex, isTask ? index : null);
        return true;
    }

    private bool TryAppEngine(ResourceAttributes found)
    {
        if (machine.Variable(AppEngineService) is not { } name)
            return false;

        found
            .Add(SemanticConventions.Cloud.Platform, SemanticConventions.Cloud.PlatformValues.GcpAppEngine)
            .Add(SemanticConventions.Service.Name, name)
            .Add(SemanticConventions.Faas.Name, name)
            .Add(SemanticConventions.Faas.Version, machine.Variable("GAE_VERSION"))
            .Add(SemanticConventions.Faas.Instance, machine.Variable("GAE_INSTANCE"));
        return true;
    }

    private bool TryMachine(ResourceAttributes found)
    {
        if (Hardware.Product(machine) != "Google Compute Engine")
            return false;

        found.Add(SemanticConventions.Cloud.Platform, KubernetesDetector.IsInPod(machine)
            ? SemanticConventions.Cloud.PlatformValues.GcpKubernetesEngine
            : SemanticConventions.Cloud.PlatformValues.GcpComputeEngine);
        return true;
    }
}
