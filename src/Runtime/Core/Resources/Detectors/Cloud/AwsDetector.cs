using System.Globalization;

namespace Instrumentation.Resources.Detectors.Cloud;

/// <summary>AWS by its environment and files: Lambda, ECS, Elastic Beanstalk, EKS and EC2, in this order, since one runs on the other.</summary>
internal sealed class AwsDetector(Machine machine) : LocalDetector
{
    private const string BeanstalkFile = "var/elasticbeanstalk/xray/environment.conf";

    // Where EKS puts what a pod shows to AWS as its identity: for service accounts' roles, and for pods'.
    private static readonly string[] IdentityFiles = ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];

    private static readonly string[] Regions = ["AWS_REGION", "AWS_DEFAULT_REGION"];

    protected override void Detect(ResourceAttributes found)
    {
        if (!TryLambda(found) && !TryEcs(found) && !TryBeanstalk(found) && !TryEks(found) && !TryEc2(found))
            return;

        found
            .Add(SemanticConventions.Cloud.Provider, SemanticConventions.Cloud.ProviderValues.Aws)
            .Add(SemanticConventions.Cloud.Region, machine.Variable(Regions));
    }

    private bool TryLambda(ResourceAttributes found)
    {
        if (machine.Variable("AWS_LAMBDA_FUNCTION_NAME") is not { } name)
            return false;

        var memory = machine.Variable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
        var isSized = long.TryParse(memory, NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes) && mebibytes < 1L << 40;
        found
            .Add(SemanticConventions.Cloud.Platform, SemanticConventions.Cloud.PlatformValues.AwsLambda)
            .Add(SemanticConventions.Service.Name, name)
            .Add(SemanticConventions.Faas.Name, name)
            .Add(SemanticConventions.Faas.Version, machine.Variable("AWS_LAMBDA_FUNCTION_VERSION"))
            .Add(SemanticConventions.Faas.Instance, machine.Variable("AWS_LAMBDA_LOG_STREAM_NAME"))
            .Add(SemanticConventions.Faas.MaxMemory, isSized ? mebibytes << 20 : null)
            .Add(SemanticConventions.Aws.LogGroupNames, machine.Variable("AWS_LAMBDA_LOG_GROUP_NAME") is { } group ? [group] : []);
        return true;
    }

    private bool TryEcs(ResourceAttributes found)
    {
        var launcher = machine.Variable("AWS_EXECUTION_ENV");
        if (machine.Variable(EcsVariables.Endpoints) is null && launcher?.StartsWith("AWS_ECS_", StringComparison.Ordinal) != true)
            return false;

        found
            .Add(SemanticConventions.Cloud.Platform, SemanticConventions.Cloud.PlatformValues.AwsEcs)
            .Add(SemanticConventions.Aws.EcsLaunchtype, EcsVariables.LaunchType(launcher?["AWS_ECS_".Length..]));
        return true;
    }

    private bool TryBeanstalk(ResourceAttributes found)
    {
        if (machine.Text(BeanstalkFile) is not { } text)
            return false;

        using var environment = JsonText.Parse(text);
        found
            .Add(SemanticConventions.Cloud.Platform, SemanticConventions.Cloud.PlatformValues.AwsElasticBeanstalk)
            .Add(SemanticConventions.Service.Namespace, environment.ValueOf("environment_name"))
            .Add(SemanticConventions.Service.Version, environment.ValueOf("version_label"))
            .Add(SemanticConventions.Deployment.Id, environment.ValueOf("deployment_id"));
        return true;
    }

    private bool TryEks(ResourceAttributes found)
    {
        if (!KubernetesDetector.IsInPod(machine)
            || !IdentityFiles.Any(file => machine.Variable(file)?.Contains("eks.amazonaws.com", StringComparison.Ordinal) == true))
            return false;

        found.Add(SemanticConventions.Cloud.Platform, SemanticConventions.Cloud.PlatformValues.AwsEks);
        return true;
    }

    private bool TryEc2(ResourceAttributes found)
    {
        if (Hardware.Vendor(machine) != "Amazon EC2")
            return false;

        found
            .Add(SemanticConventions.Cloud.Platform, SemanticConventions.Cloud.PlatformValues.AwsEc2)
            .Add(SemanticConventions.Host.Type, Hardware.Product(machine))
            .Add(SemanticConventions.Host.Id, Hardware.BoardTag(machine) is { } id && id.StartsWith("i-", StringComparison.Ordinal) ? id : null);
        return true;
    }
}
